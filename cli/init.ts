import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../lib/core/node/system-clock';
import { answersOf, REGISTRIES } from './init/answers';
import { nextSteps } from './init/next-steps';
import { projectFiles } from './init/project-files';
import { terminalQuestions } from './init/terminal-questions';
import { writeProject } from './init/write-project';
import { printLines } from './printer';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';

/** Writes a model project: notebooks, configuration, tests and pipelines. */
export const initVerb: Verb = {
  name: 'init',
  summary: 'Write a model project: notebooks, mlops.yml, tests and pipelines.',
  usage: '[folder] [options]',
  description: [
    'Writes an example that trains on small data it brings along: a churn model, with its',
    'configuration, unit tests and pipelines. Replace its data and notebooks by yours.',
    '',
    'The folder must be empty. With --into, it may have files, and those stay as they are.',
    'In a terminal, it asks for name and registry if neither is given.',
  ],
  options: {
    into: 'Write into a folder that has files; a file that is there stays as it is.',
    minimal: 'Write mlops.yml and the pipelines only, for notebooks of your own.',
  },
  settings: {
    name: 'Name of the model. Default: churn.',
    registry: `Where its versions are: ${REGISTRIES.join(', ')}. Default: ${REGISTRIES[0]}.`,
    'tracking-uri': 'URL of the plain MLflow server, with --registry mlflow.',
    templates: 'Repository with the pipeline templates. Default: platform/mlops-templates.',
  },
  example: 'mlops init churn-model --name churn',
  run: init,
};

async function init(words: Words): Promise<number> {
  const { positionals, options } = words;
  const [folder = '.', ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`'mlops init' takes one folder, but got ${positionals.length}.`, 'Write mlops init <folder>.');
  }
  if (!options.has('into')) {
    requireEmpty(folder);
  }
  const questions = terminalQuestions();
  const answers = await answersOf(words, questions.ask).finally(questions.close);
  const files = projectFiles(answers, systemClock.now());
  const kept = files.filter(({ path }) => existsSync(join(folder, path)));
  const fresh = files.filter((file) => !kept.includes(file));
  writeProject(folder, fresh);
  printLines([
    ...fresh.map(({ path }) => `wrote ${path}`),
    ...kept.map(({ path, text }) => `kept ${path}${isSame(join(folder, path), text) ? '' : ', which differs'}`),
    '',
    ...nextSteps(answers, folder),
  ]);
  return 0;
}

/** Git's own folder does not count. */
function requireEmpty(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new UsageError(`${folder} is a file, not a folder.`, 'Name a new or empty folder.');
  }
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name !== '.git') : [];
  if (found.length > 0) {
    throw new UsageError(
      `${folder} is not empty: it has ${found.slice(0, 3).join(', ')}${found.length > 3 ? ' …' : ''}.`,
      "Name an empty folder, or add '--into' to keep those files and write beside them.",
    );
  }
}

function isSame(path: string, text: string): boolean {
  return readFileSync(path, 'utf8') === text;
}
