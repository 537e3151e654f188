import assert from 'node:assert/strict';
import { randomNumbers } from '../../kit/project/random';
import { readingOf, SMALL } from '../../kit/project/reading';

/** Some of what a baseline may demand, and whether a value satisfies it, said apart from the code under test. */
const DEMANDS: Readonly<
  Record<string, { values: readonly unknown[]; meets: (value: never, demand: never) => boolean }>
> = {
  'promotion.maxEvidenceAgeDays': { values: [1, 7, 30], meets: (value: number, demand: number) => value <= demand },
  'promotion.approval': {
    values: ['none', 'required'],
    meets: (value: string, demand: string) => value === 'required' || demand === 'none',
  },
  'promotion.selfApproval': { values: [true, false], meets: (value: boolean, demand: boolean) => !value || demand },
  'promotion.approvers': {
    values: [[], ['a'], ['b'], ['a', 'b']],
    meets: (value: string[], demand: string[]) =>
      demand.length === 0 || (value.length > 0 && value.every((each) => demand.includes(each))),
  },
  'compliance.checks.pickle': {
    values: ['skip', 'warn', 'block'],
    meets: (value: string, demand: string) => ORDER.indexOf(value) >= ORDER.indexOf(demand),
  },
  'compliance.requiredHeadings': {
    values: [['A'], ['B'], ['A', 'B']],
    meets: (value: string[], demand: string[]) => demand.every((each) => value.includes(each)),
  },
  'comparison.unit': { values: ['x', 'y'], meets: (value: string, demand: string) => value === demand },
  'comparison.guardrails': {
    values: [[rail('f1', 0.1)], [rail('f1', 0.2)], [rail('recall', 0.1), rail('f1', 0.1)]],
    meets: (value: Rail[], demand: Rail[]) =>
      demand.every((one) => value.some((each) => each.metric === one.metric && each.maximumLoss <= one.maximumLoss)),
  },
};
const ORDER = ['skip', 'warn', 'block'];
type Rail = ReturnType<typeof rail>;
function rail(metric: string, maximumLoss: number): { metric: string; maximumLoss: number } {
  return { metric, maximumLoss };
}

type Said = Readonly<Record<string, unknown>>;

describe('a baseline', () => {
  it('is never loosened, in whichever order files, environments and rules speak', () => {
    const random = randomNumbers(7);
    let accepted = 0;
    for (let round = 0; round < 600; round++) {
      const group = baselineOf(random);
      const org = baselineOf(random, 'group.yml');
      const own = { general: said(random, 0.15), prod: said(random, 0.15) };
      const text = `extends: org.yml\n${own.general.yaml}${SMALL.replace(/^ {2}prod: {/m, (start) => `${start} ${own.prod.flow}`)}`;
      const reading = readingOf(text, { 'org.yml': org.yaml, 'group.yml': group.yaml });
      for (const [environment, effective] of reading.project?.environments ?? []) {
        accepted++;
        for (const demands of [...group.demandsIn(environment), ...org.demandsIn(environment)]) {
          requireMet(effective.configuration, demands, `${text}\n${org.yaml}\n${group.yaml}`);
        }
      }
    }
    assert.ok(accepted > 100, `only ${accepted} were accepted, too few to tell`);
  });
});

function requireMet(configuration: unknown, demands: Said, files: string): void {
  for (const [path, demand] of Object.entries(demands)) {
    const value = path.split('.').reduce<unknown>((holder, key) => (holder as Said | undefined)?.[key], configuration);
    const meets = DEMANDS[path]?.meets as ((value: unknown, demand: unknown) => boolean) | undefined;
    assert.ok(
      meets?.(value, demand),
      `${path} is ${JSON.stringify(value)}, demanded ${JSON.stringify(demand)}\n${files}`,
    );
  }
}

interface Spoken {
  readonly values: Said;
  readonly yaml: string;
  readonly flow: string;
}

/** A few of the demands with values, as lines of a file and as the inside of a map. */
function said(random: () => number, share: number): Spoken {
  const values: Record<string, unknown> = {};
  for (const [path, { values: possible }] of Object.entries(DEMANDS)) {
    if (random() < share) {
      values[path] = possible[Math.floor(random() * possible.length)];
    }
  }
  const tree: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce((inner, key) => (inner[key] ??= {}) as Record<string, unknown>, tree);
    holder[last] = value;
  }
  const parts = Object.entries(tree).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return { values, yaml: parts.map((part) => `${part}\n`).join(''), flow: parts.map((part) => `${part}, `).join('') };
}

interface Baseline {
  readonly yaml: string;
  readonly demandsIn: (environment: string) => readonly Said[];
}

function baselineOf(random: () => number, parent?: string): Baseline {
  const [general, prod, rule, later] = [0.15, 0.1, 0.1, 0.1].map((share) => said(random, share));
  const yaml = `version: 1
${parent === undefined ? '' : `extends: ${parent}\n`}${general?.yaml}environments: { dev: {}, prod: { ${prod?.flow} } }
rules:
  - { name: now, require: { ${rule?.flow} } }
  - { name: later, effectiveFrom: "2099-01-01", require: { ${later?.flow} } }
`;
  // What a baseline says of an environment replaces what it says in general.
  const inProd = { ...general?.values, ...prod?.values };
  return {
    yaml,
    demandsIn: (environment) => [environment === 'prod' ? inProd : { ...general?.values }, { ...rule?.values }],
  };
}
