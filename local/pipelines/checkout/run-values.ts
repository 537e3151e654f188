import { existsSync, readFileSync } from 'node:fs';
import { type YamlMap, type YamlNode } from '../../../lib/yaml/node';
import type { Problem } from '../../../lib/yaml/position';
import { readYaml } from '../../../lib/yaml/read';
import { problemsIn, type Shape } from '../../../lib/yaml/shape';

/** A variable as mlops.local.yml gives it. */
export interface LocalVariable {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/** What mlops.local.yml says of an environment; without a word on approval somebody has to approve. */
export interface LocalEnvironment {
  readonly branches?: readonly string[];
  readonly requiredTemplates?: readonly string[];
  readonly hasApproval: boolean;
  readonly isExclusive: boolean;
  /** A decision that was written down beforehand. */
  readonly decision?: LocalDecision;
}

export interface LocalDecision {
  readonly decision: 'approved' | 'rejected' | 'timed out';
  readonly by: string;
  readonly comment: string;
}

export interface LocalConnection {
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

/** What only a run needs of mlops.local.yml, with the secrets. */
export interface RunValues {
  readonly variables: readonly LocalVariable[];
  /** By name in lower case. */
  readonly groups: ReadonlyMap<string, readonly LocalVariable[]>;
  readonly environments: ReadonlyMap<string, LocalEnvironment>;
  readonly connections: readonly LocalConnection[];
  /** Undefined where the file says nothing of them. */
  readonly openPullRequests: readonly number[] | undefined;
}

const TEXT: Shape = { kind: 'text' };
const TEXTS: Shape = { kind: 'mapOf', of: TEXT };
const DECISIONS = { approve: 'approved', reject: 'rejected', timeout: 'timed out' } as const;
const APPROVAL: Shape = {
  kind: 'map',
  keys: { by: TEXT, comment: TEXT, decision: { kind: 'choice', of: Object.keys(DECISIONS) } },
  required: ['by', 'decision'],
};
const ENVIRONMENT: Shape = {
  kind: 'map',
  keys: {
    approval: { kind: 'anything' },
    branches: { kind: 'list', of: TEXT },
    requiredTemplates: { kind: 'list', of: TEXT },
    exclusiveLock: { kind: 'boolean' },
  },
};
const CONNECTION: Shape = {
  kind: 'map',
  keys: { type: TEXT, url: TEXT, token: TEXT, scheme: TEXT, parameters: TEXTS, data: TEXTS },
  required: ['url'],
};
const SECRET: Shape = { kind: 'map', keys: { secret: TEXT }, required: ['secret'] };

/** A misspelled check would not be made, so each word counts. */
export function runValueProblems(node: YamlNode): readonly Problem[] {
  const environments = entriesOf(at(node, 'environments'));
  const approvals = environments.flatMap(([, environment]) => at(environment, 'approval') ?? []);
  const secrets = entriesOf(at(node, 'groups')).flatMap(([, group]) => entriesOf(group).map(([, value]) => value));
  return [
    ...environments.flatMap(([, environment]) => problemsOf(environment, ENVIRONMENT)),
    ...approvals.flatMap((approval) => (textOf(approval) === 'none' ? [] : problemsOf(approval, APPROVAL))),
    ...entriesOf(at(node, 'connections')).flatMap(([, connection]) => problemsOf(connection, CONNECTION)),
    ...secrets.flatMap((value) => (value.kind === 'scalar' ? problemsIn(value, TEXT) : problemsIn(value, SECRET))),
  ];
}

/** A name without anything is a name only. */
function problemsOf(node: YamlNode, shape: Shape): readonly Problem[] {
  return node.kind === 'scalar' && node.value === null ? [] : problemsIn(node, shape);
}

/** Reads a file whose problems have been reported. */
export function runValues(file: string): RunValues {
  const reading = existsSync(file) ? readYaml(readFileSync(file, 'utf8'), file) : undefined;
  const node = reading !== undefined && 'node' in reading ? reading.node : undefined;
  const secrets = entriesOf(at(node, 'secrets')).map(([name, value]) => ({
    name,
    value: textOf(value),
    isSecret: true,
  }));
  const variables = entriesOf(at(node, 'variables')).map(([name, value]) => variableOf(name, value));
  return {
    variables: [...variables, ...secrets],
    groups: new Map(
      entriesOf(at(node, 'groups')).map(([name, group]) => [
        name.toLowerCase(),
        entriesOf(group).map(([variable, value]) => variableOf(variable, value)),
      ]),
    ),
    environments: new Map(
      entriesOf(at(node, 'environments')).map(([name, environment]) => [
        name.toLowerCase(),
        environmentOf(environment),
      ]),
    ),
    connections: entriesOf(at(node, 'connections')).flatMap(([name, connection]) =>
      connection.kind === 'map' ? [connectionOf(name, connection)] : [],
    ),
    openPullRequests: textsOf(at(node, 'openPullRequests'))?.map(Number),
  };
}

function variableOf(name: string, value: YamlNode): LocalVariable {
  const secret = at(value, 'secret');
  return { name, value: textOf(secret ?? value), isSecret: secret !== undefined };
}

function environmentOf(node: YamlNode): LocalEnvironment {
  const approval = at(node, 'approval');
  const branches = textsOf(at(node, 'branches'));
  const requiredTemplates = textsOf(at(node, 'requiredTemplates'));
  const lock = at(node, 'exclusiveLock');
  const decision = DECISIONS[textOf(at(approval, 'decision')) as keyof typeof DECISIONS] as
    | LocalDecision['decision']
    | undefined;
  const given = { by: textOf(at(approval, 'by')), comment: textOf(at(approval, 'comment')) };
  return {
    ...(branches === undefined ? {} : { branches }),
    ...(requiredTemplates === undefined ? {} : { requiredTemplates }),
    hasApproval: textOf(approval) !== 'none',
    isExclusive: lock?.kind === 'scalar' && lock.value === true,
    ...(decision === undefined ? {} : { decision: { decision, ...given } }),
  };
}

/** With `token` alone it is a connection of our own type. */
function connectionOf(name: string, node: YamlMap): LocalConnection {
  const token = at(node, 'token');
  return {
    name,
    type: textOf(at(node, 'type')) || 'databricks-mlops',
    url: textOf(at(node, 'url')),
    scheme: textOf(at(node, 'scheme')) || 'Token',
    parameters: { ...textsByName(at(node, 'parameters')), ...(token === undefined ? {} : { apitoken: textOf(token) }) },
    data: textsByName(at(node, 'data')),
  };
}

function at(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

function entriesOf(node: YamlNode | undefined): readonly (readonly [string, YamlNode])[] {
  return node?.kind === 'map' ? node.entries.map(({ key, value }) => [key, value] as const) : [];
}

function textOf(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' ? (node.value === null ? '' : node.text) : '';
}

function textsOf(node: YamlNode | undefined): readonly string[] | undefined {
  return node?.kind === 'list' ? node.items.map(textOf) : undefined;
}

function textsByName(node: YamlNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesOf(node).map(([name, value]) => [name, textOf(value)]));
}
