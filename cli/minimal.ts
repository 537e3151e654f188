import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { minimalFile } from '../lib/project/minimal';
import { readProject } from '../lib/project/read-project';
import { PROBLEMS } from '../lib/project/schema/model';
import { formatProblem } from '../lib/yaml/position';
import { printError } from './printer';
import { UsageError } from './usage-error';
import type { Words } from './verb';

/** What `--minimal` needs, and what each setting means. */
export const MINIMAL_SETTINGS = {
  name: 'With --minimal: name of the model, e.g. churn.',
  problem: `With --minimal: ${PROBLEMS.join(', ')}.`,
  training: 'With --minimal: table of training data, e.g. customers.',
  evaluation: 'With --minimal: table of evaluation data, e.g. holdout.',
  label: 'With --minimal: column of the label, e.g. churned.',
  schema: 'With --minimal: schema of model and tables. Default: ml.',
  environments: 'With --minimal: names of the environments. Default: dev,uat,prod.',
};

const EXAMPLE =
  'Write mlops config --minimal --name churn --problem binary --training customers --evaluation holdout --label churned.';
const NEEDED = ['name', 'problem', 'training', 'evaluation', 'label'] as const;

/** Writes the smallest project file; never overwrites a file. */
export function writeMinimal(path: string, { settings }: Words): void {
  const values = Object.fromEntries(Object.keys(MINIMAL_SETTINGS).map((name) => [name, settings.get(name)?.at(-1)]));
  const missing = NEEDED.filter((name) => (values[name] ?? '').trim() === '');
  const problem = PROBLEMS.find((each) => each === values['problem']);
  if (missing.length > 0) {
    throw new UsageError(
      `'mlops config --minimal' also needs ${missing.map((name) => `--${name}`).join(', ')}.`,
      EXAMPLE,
    );
  }
  if (problem === undefined) {
    throw new UsageError(`--problem is '${values['problem']}', not one of ${PROBLEMS.join(', ')}.`, EXAMPLE);
  }
  if (existsSync(path)) {
    throw new UsageError(`${path} already exists.`, 'Name another file, or delete this one.');
  }
  const { name = '', training = '', evaluation = '', label = '', schema = 'ml' } = values;
  const environments = (values['environments'] ?? 'dev,uat,prod').split(',').map((each) => each.trim());
  const text = minimalFile({ name, problem, training, evaluation, label, schema, environments });
  requireGood(path, text);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  printError(`wrote ${path}`);
}

/** The names from the command line are checked like those in a file. */
function requireGood(path: string, text: string): void {
  const load = (): { readonly refusal: string } => ({ refusal: 'which it does not' });
  const { problems } = readProject({ name: path, text }, { load, today: '' });
  if (problems.length > 0) {
    throw new UsageError(`The file would be wrong: ${problems.map(formatProblem).join('; ')}.`, EXAMPLE);
  }
}
