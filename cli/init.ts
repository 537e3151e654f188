import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireModelName } from './init/model-name';
import { projectFiles } from './init/project-files';
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
  ],
  options: { into: 'Write into a folder that has files; a file that is there stays as it is.' },
  settings: {
    name: 'Name of the model. Default: churn.',
    templates: 'Repository with the pipeline templates. Default: platform/mlops-templates.',
  },
  example: 'mlops init churn-model --name churn',
  run: init,
};

function init({ positionals, options, settings }: Words): number {
  const [folder = '.', ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`'mlops init' takes one folder, but got ${positionals.length}.`, 'Write mlops init <folder>.');
  }
  const name = requireModelName(settings.get('name')?.at(-1) ?? 'churn');
  const templates = settings.get('templates')?.at(-1) ?? 'platform/mlops-templates';
  if (!options.has('into')) {
    requireEmpty(folder);
  }
  const files = projectFiles({ name, templates });
  const kept = files.filter(({ path }) => existsSync(join(folder, path)));
  const fresh = files.filter((file) => !kept.includes(file));
  for (const { path, text } of fresh) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  printLines([
    ...fresh.map(({ path }) => `wrote ${path}`),
    ...kept.map(({ path, text }) => `kept ${path}${isSame(join(folder, path), text) ? '' : ', which differs'}`),
    '',
    'Next: read databricks-ml/mlops.yml, copy mlops.local.example.yml to mlops.local.yml and fill it in, commit, then',
    'try the pull-request pipeline:',
    '  mlops validate azure-pipelines/*.yml databricks-ml/mlops.yml',
    '  mlops run azure-pipelines/pull-request.yml',
  ]);
  return 0;
}

/** Git's own folder does not count. */
function requireEmpty(folder: string): void {
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
