import { execFileSync } from 'node:child_process';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/** What an element may hold: attributes, each with what its value looks like, and children in this order. */
interface Rule {
  readonly required: Readonly<Record<string, RegExp>>;
  readonly optional?: Readonly<Record<string, RegExp>>;
  readonly children?: readonly (readonly [name: string, times: '1' | '*' | '?'])[];
  /** At most one child, which is one of these. */
  readonly oneOf?: readonly string[];
  /** Any content. */
  readonly open?: true;
}

type Schema = Readonly<Record<string, Rule>>;

const TEXT = /^/;
const NAMED = /\S/;
const COUNT = /^\d+$/;
const SECONDS = /^\d+(?:\.\d+)?$/;
const RATE = /^(?:0(?:\.\d+)?|1(?:\.0+)?)$/;
const problem: Rule = { required: { type: TEXT }, optional: { message: TEXT } };

/** https://github.com/windyroad/JUnit-Schema/blob/master/JUnit.xsd. */
export const JUNIT: Schema = {
  testsuites: { required: {}, children: [['testsuite', '*']] },
  testsuite: {
    required: {
      name: NAMED,
      package: TEXT,
      id: COUNT,
      hostname: NAMED,
      tests: COUNT,
      failures: COUNT,
      errors: COUNT,
      time: SECONDS,
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
    },
    optional: { skipped: COUNT },
    children: [
      ['properties', '1'],
      ['testcase', '*'],
      ['system-out', '1'],
      ['system-err', '1'],
    ],
  },
  properties: { required: {}, children: [['property', '*']] },
  property: { required: { name: NAMED, value: TEXT } },
  testcase: { required: { name: TEXT, classname: TEXT, time: SECONDS }, oneOf: ['skipped', 'error', 'failure'] },
  skipped: { required: {}, open: true },
  error: problem,
  failure: problem,
  'system-out': { required: {} },
  'system-err': { required: {} },
};

const rated = { 'line-rate': RATE, 'branch-rate': RATE, complexity: SECONDS };

/** https://github.com/cobertura/cobertura/blob/master/cobertura/src/test/resources/dtds/coverage-04.dtd. */
export const COBERTURA: Schema = {
  coverage: {
    required: {
      ...rated,
      'lines-covered': COUNT,
      'lines-valid': COUNT,
      'branches-covered': COUNT,
      'branches-valid': COUNT,
      version: NAMED,
      timestamp: COUNT,
    },
    children: [
      ['sources', '?'],
      ['packages', '1'],
    ],
  },
  sources: { required: {}, children: [['source', '*']] },
  source: { required: {} },
  packages: { required: {}, children: [['package', '*']] },
  package: { required: { ...rated, name: TEXT }, children: [['classes', '1']] },
  classes: { required: {}, children: [['class', '*']] },
  class: {
    required: { ...rated, name: TEXT, filename: NAMED },
    children: [
      ['methods', '1'],
      ['lines', '1'],
    ],
  },
  methods: { required: {} },
  lines: { required: {}, children: [['line', '*']] },
  line: { required: { number: /^[1-9]\d*$/, hits: COUNT }, optional: { branch: /^(?:true|false)$/ } },
};

/** Where the text breaks the schema; nothing where it does not. Another parser than ours reads it. */
export function breaches(xml: string, schema: Schema): readonly string[] {
  return breachesIn(parsed(xml), schema);
}

function breachesIn(element: Element, schema: Schema): readonly string[] {
  const rule = schema[element.name];
  if (rule === undefined) {
    return [`<${element.name}> is unknown`];
  }
  const { required, optional = {} } = rule;
  const allowed = rule.open === true ? {} : { ...required, ...optional };
  const names = element.children.map(({ name }) => name);
  return [
    ...Object.keys(required).flatMap((name) =>
      element.attributes[name] === undefined ? [`<${element.name}> lacks ${name}`] : [],
    ),
    ...Object.entries(element.attributes).flatMap(([name, value]) =>
      rule.open === true || allowed[name]?.test(value) === true ? [] : [`<${element.name}> has ${name}="${value}"`],
    ),
    ...(rule.open === true || orderOf(rule).test(names.map((name) => `${name};`).join(''))
      ? []
      : [`<${element.name}> holds ${names.join(', ')}`]),
    ...element.children.flatMap((child) => breachesIn(child, schema)),
  ];
}

function orderOf({ children = [], oneOf }: Rule): RegExp {
  return oneOf === undefined
    ? new RegExp(`^${children.map(([name, times]) => `(?:${name};)${times === '1' ? '' : times}`).join('')}$`)
    : new RegExp(`^(?:(?:${oneOf.join('|')});)?$`);
}

const READER = `import json, sys, xml.etree.ElementTree as tree
def plain(e): return {"name": e.tag, "attributes": dict(e.attrib), "children": [plain(c) for c in e]}
print(json.dumps(plain(tree.fromstring(sys.stdin.buffer.read()))))`;

function parsed(xml: string): Element {
  const json = execFileSync('python3', ['-c', READER], { input: xml, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(json.toString('utf8')) as Element;
}
