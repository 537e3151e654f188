import type { Hash } from '../contracts/seal';
import { pullRequestTwin } from './model-name';
import { effectiveConfiguration } from './schema/project';
import { withTableNames } from './table-names';
import { below, textBelow, withBelow, type Branch } from './tree';

/** A pull request of a repository; `repositoryId` tells apart repositories of the same name. */
export interface OfPullRequest {
  readonly number: string;
  readonly repository: string;
  readonly repositoryId: string;
}

/** Unity Catalog takes 255 characters in a name. */
const LONGEST_NAME = 255;
const LONGEST_WORD = 40;
const HASH_DIGITS = 8;

/** Ends the names of what a pull request writes, e.g. `_pr12_churn_3f2a9c1b`: letters that every name may have. */
export function pullRequestSuffix({ number, repository, repositoryId }: OfPullRequest, hash: Hash): string {
  const name = repository.split('/').at(-1) ?? '';
  const digits = hash(repositoryId.toLowerCase()).slice(0, HASH_DIGITS);
  const words = [`pr${word(number)}`, word(name), digits].filter((each) => each !== '');
  return `_${words.join('_')}`;
}

function word(text: string): string {
  const letters = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return letters.slice(0, LONGEST_WORD).replaceAll(/^_+|_+$/g, '');
}

/**
 * What holds in a pull request: the twin instead of the model, and names of its own for everything that the run writes.
 * With `data.createMissing` it writes all tables, so then it has all of them for itself.
 */
export function inPullRequest(tree: Branch, suffix: string): Branch {
  const schema = textBelow(tree, 'pullRequests', 'schema');
  const own = (name: string): string => ownTable(name, { suffix, schema });
  const writesAll = textBelow(tree, 'data', 'createMissing') === 'true';
  const replaced: readonly (readonly [Keys, (text: string) => string])[] = [
    [['modelName'], (name) => pullRequestTwin(name, schema)],
    [['model', 'experiment'], (name) => ownExperiment(name, suffix)],
    [['data', 'scoring', 'output', 'path'], (path) => ownPath(path, suffix)],
    ...(writesAll ? [] : [[['data', 'scoring', 'output', 'table'], own] as const]),
  ];
  const whole = writesAll ? withTableNames(tree, effectiveConfiguration, own) : tree;
  return replaced.reduce((result, [keys, name]) => withText(result, keys, name), whole);
}

type Keys = readonly [string, ...string[]];

function withText(tree: Branch, keys: Keys, renamed: (text: string) => string): Branch {
  const found = below(tree, ...keys);
  return found?.kind === 'leaf' && typeof found.value === 'string'
    ? withBelow(tree, keys, { ...found, value: renamed(found.value) })
    : tree;
}

interface OwnNames {
  readonly suffix: string;
  /** Schema for tables of pull requests. */
  readonly schema: string | undefined;
}

/** In the schema of pull requests, and shortened where the name would become too long. */
function ownTable(name: string, { suffix, schema }: OwnNames): string {
  const parts = name.split('.');
  const [table = '', home] = [parts.at(-1), schema ?? parts.at(-2)];
  const [, bare = table] = /^`(.*)`$/.exec(table) ?? [];
  const own = `${bare.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
  return [...parts.slice(0, -2), ...(home === undefined ? [] : [home]), bare === table ? own : `\`${own}\``].join('.');
}

/** The ID of an experiment names exactly that one, so it stays. */
function ownExperiment(name: string, suffix: string): string {
  return /^\d+$/.test(name) ? name : `${name}${suffix}`;
}

/** A volume itself cannot be another one, so there the rows are in a folder below it. */
function ownPath(path: string, suffix: string): string {
  const folder = path.replace(/\/+$/, '');
  return /^\/Volumes(?:\/[^/]+){3}$/.test(folder) ? `${folder}/${suffix.slice(1)}` : `${folder}${suffix}`;
}
