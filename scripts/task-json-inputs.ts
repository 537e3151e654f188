import type { TaskJson } from './task-json-rules';

export interface InputJson {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly defaultValue?: string;
  readonly groupName?: string;
  readonly helpMarkDown: string;
  readonly visibleRule?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
}

const TYPES = new Set(['boolean', 'filePath', 'int', 'multiLine', 'pickList', 'radio', 'secureFile', 'string']);

export function problemsInInputs({ inputs, groups = [], instanceNameFormat }: TaskJson): readonly string[] {
  const names = inputs.map(({ name }) => name);
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.filter((name, index) => lower.indexOf(name.toLowerCase()) !== index);
  const named = [...instanceNameFormat.matchAll(/\$\(([^)]*)\)/g)].map(([, name = '']) => name);
  return [
    ...twice.map((name) => `input '${name}' appears twice.`),
    ...named.filter((name) => !names.includes(name)).map((name) => `instanceNameFormat names no input '${name}'.`),
    ...inputs.flatMap((input) =>
      problemsInInput(input, { names, groups: groups.map(({ name }) => name) }).map(
        (problem) => `input '${input.name}' ${problem}`,
      ),
    ),
  ];
}

interface Surroundings {
  readonly names: readonly string[];
  readonly groups: readonly string[];
}

function problemsInInput(input: InputJson, { names, groups }: Surroundings): readonly string[] {
  const {
    name,
    label,
    type,
    helpMarkDown,
    groupName,
    visibleRule,
    options = {},
    defaultValue,
    properties = {},
  } = input;
  const isList = type === 'pickList' || type === 'radio';
  const checks: readonly (readonly [boolean, string])[] = [
    [/^[A-Za-z][A-Za-z0-9]*$/.test(name), 'has a name with more than letters and digits.'],
    [label.trim() !== '', 'has no label.'],
    [helpMarkDown.trim() !== '', 'has no help.'],
    [TYPES.has(type) || /^connectedService:[A-Za-z0-9-]+$/.test(type), `has the unknown type '${type}'.`],
    [groupName === undefined || groups.includes(groupName), `stands in the unknown group '${groupName}'.`],
    [isList === Object.keys(options).length > 0, 'has options without being a list, or is a list without options.'],
    [
      !isList || defaultValue === undefined || defaultValue in options,
      `defaults to '${defaultValue}', which is no option.`,
    ],
  ];
  return [
    ...checks.filter(([holds]) => !holds).map(([, problem]) => problem),
    ...problemsInProperties(properties),
    ...(visibleRule === undefined ? [] : problemsInRule(visibleRule, names)),
  ];
}

/** The published schema takes all of them as text, numbers too, and one as a boolean. */
function problemsInProperties(properties: NonNullable<InputJson['properties']>): readonly string[] {
  return Object.entries(properties)
    .filter(([name, value]) => (name === 'resizable' ? typeof value !== 'boolean' : typeof value !== 'string'))
    .map(([name, value]) => {
      const expected = name === 'resizable' ? 'true or false without quotes' : 'text in quotes';
      return `holds properties.${name} ${JSON.stringify(value)}; the schema asks for ${expected}.`;
    });
}

function problemsInRule(rule: string, names: readonly string[]): readonly string[] {
  if (rule.includes('&&') && rule.includes('||')) {
    return ['mixes && and || in visibleRule, which the page cannot evaluate.'];
  }
  const parts = rule.split(/&&|\|\|/).map((part) => /^\s*(\w+)\s*(?:=|!=)\s*\S/.exec(part)?.[1] ?? part.trim());
  return parts.filter((name) => !names.includes(name)).map((name) => `depends on the unknown input '${name}'.`);
}
