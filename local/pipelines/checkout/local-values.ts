import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Problem } from '../../../lib/yaml/position';
import { readYaml } from '../../../lib/yaml/read';
import { problemsIn, type Shape } from '../../../lib/yaml/shape';
import type { Given } from '../expand/parameters/bind';
import { entryOf, valueAt, type Node } from '../read/node';
import { readPipelineFile } from '../read/read-file';
import { runValueProblems } from './run-values';

export const LOCAL_VALUES = 'mlops.local.yml';

/** What a person gives a pipeline on this machine. */
export interface LocalValues {
  readonly parameters: readonly Given[];
  readonly repositories: ReadonlyMap<string, string>;
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** Names only: what they hold is nobody's business here. */
  readonly secrets: readonly string[];
  readonly groups: ReadonlyMap<string, readonly string[]> | undefined;
  /** Undefined where the file says nothing of them. */
  readonly environments: readonly string[] | undefined;
  readonly connections: readonly string[] | undefined;
  readonly problems: readonly Problem[];
}

const TEXTS: Shape = { kind: 'mapOf', of: { kind: 'text' } };
const SHAPE: Shape = {
  kind: 'map',
  keys: {
    parameters: { kind: 'mapOf', of: { kind: 'anything' } },
    variables: TEXTS,
    secrets: TEXTS,
    // A value in a group is text, or { secret: text }.
    groups: { kind: 'mapOf', of: { kind: 'mapOf', of: { kind: 'anything' } } },
    environments: { kind: 'mapOf', of: { kind: 'anything' } },
    repositories: TEXTS,
    connections: { kind: 'mapOf', of: { kind: 'anything' } },
    openPullRequests: { kind: 'list', of: { kind: 'integer', minimum: 1 } },
  },
};

const NONE: LocalValues = {
  parameters: [],
  repositories: new Map(),
  variables: [],
  secrets: [],
  groups: undefined,
  environments: undefined,
  connections: undefined,
  problems: [],
};

/** Reads `mlops.local.yml` at the root of the repository, if there is one. */
export function localValues(root: string): LocalValues {
  const file = join(root, LOCAL_VALUES);
  if (!existsSync(file)) {
    return NONE;
  }
  const text = readFileSync(file, 'utf8');
  const reading = readYaml(text, LOCAL_VALUES);
  const problems =
    'problems' in reading ? reading.problems : [...problemsIn(reading.node, SHAPE), ...runValueProblems(reading.node)];
  const values = readPipelineFile(text, LOCAL_VALUES);
  return problems.length > 0 || 'problems' in values ? { ...NONE, problems } : valuesIn(values.node, root);
}

function valuesIn(node: Node, root: string): LocalValues {
  const names = (key: string): readonly string[] => textsAt(node, key).map(([name]) => name);
  const namesIfGiven = (key: string): readonly string[] | undefined =>
    entryOf(node, key) === undefined ? undefined : names(key);
  const groups = valueAt(node, 'groups');
  return {
    parameters: givenAt(node),
    repositories: new Map(textsAt(node, 'repositories').map(([alias, folder]) => [alias, resolve(root, folder)])),
    variables: textsAt(node, 'variables'),
    secrets: names('secrets'),
    groups: groups && new Map(names('groups').map((group) => [group, textsAt(groups, group).map(([name]) => name)])),
    environments: namesIfGiven('environments'),
    connections: namesIfGiven('connections'),
    problems: [],
  };
}

function textsAt(node: Node | undefined, key: string): readonly (readonly [string, string])[] {
  const value = valueAt(node, key);
  return value?.kind === 'mapping'
    ? value.entries.map((entry) => [entry.key, entry.value.kind === 'text' ? entry.value.text : ''] as const)
    : [];
}

function givenAt(node: Node): readonly Given[] {
  const value = entryOf(node, 'parameters')?.value;
  return value?.kind === 'mapping'
    ? value.entries.map((entry) => ({ name: entry.key, node: entry.value, at: entry.keyAt, isShared: true as const }))
    : [];
}
