import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { minimalFile } from '../lib/project/minimal';
import { readProject } from '../lib/project/read-project';
import { PROBLEMS } from '../lib/project/schema/model';
import { formatProblem } from '../lib/yaml/place';
import { printError } from './printer';
import { UsageError } from './usage-error';

export const MINIMAL_OPTIONS = {
  name: { type: 'string' },
  problem: { type: 'string' },
  training: { type: 'string' },
  evaluation: { type: 'string' },
  label: { type: 'string' },
  schema: { type: 'string' },
  environments: { type: 'string' },
} as const;

type Values = { readonly [K in keyof typeof MINIMAL_OPTIONS]?: string | undefined };

const USAGE =
  'mlops config [mlops.yml] --minimal --name churn --problem binary --training customers --evaluation holdout --label churned [--schema ml] [--environments dev,uat,prod]';
const NEEDED = ['name', 'problem', 'training', 'evaluation', 'label'] as const;

/** Writes the smallest file of a project; a file that is there already is left alone. */
export function writeMinimal(path: string, values: Values): void {
  const missing = NEEDED.filter((name) => (values[name] ?? '').trim() === '');
  const problem = PROBLEMS.find((each) => each === values.problem);
  if (missing.length > 0) {
    throw new UsageError(`--minimal needs ${missing.map((name) => `--${name}`).join(', ')} as well.`, USAGE);
  }
  if (problem === undefined) {
    throw new UsageError(`--problem is '${values.problem}', not one of ${PROBLEMS.join(', ')}.`, USAGE);
  }
  if (existsSync(path)) {
    throw new UsageError(`${path} is there already.`, 'Name another file, or take this one away.');
  }
  const { name = '', training = '', evaluation = '', label = '', schema = 'ml' } = values;
  const environments = (values.environments ?? 'dev,uat,prod').split(',').map((each) => each.trim());
  const text = minimalFile({ name, problem, training, evaluation, label, schema, environments });
  requireGood(path, text);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  printError(`wrote ${path}`);
}

/** Names on the command line may be as wrong as those in a file. */
function requireGood(path: string, text: string): void {
  const load = (): { readonly refusal: string } => ({ refusal: 'which it does not' });
  const { problems } = readProject({ name: path, text }, { load, today: '' });
  if (problems.length > 0) {
    throw new UsageError(`The file would be wrong:\n${problems.map(formatProblem).join('\n')}`, USAGE);
  }
}
