import type { Json } from '../../lib/core/lossless-json';
import { baselineSchema, projectSchema } from '../../lib/project/json-schema';
import { taskJson } from '../../lib/task/task-json';
import { layerTable } from '../layers/layers';
import { withTasks } from '../packaging/contributions';
import { npmListing } from '../packaging/npm-listing';
import { packageListing } from '../packaging/package-listing';
import { formatted } from '../repository/formatted';
import { releaseOf, textOf } from '../repository/repository';
import { readTaskFolders } from '../repository/task-folders';
import { mixedJobs } from '../templates/mixed-jobs';
import { ownTemplates, templateProblems } from '../templates/template-problems';
import { withTemplateTables } from '../templates/template-tables';
import { brokenTemplates, templateWordsOf, type TemplateWords } from '../templates/template-words';
import { cleanUpModules } from './clean-up-modules';
import { withConfigurationWords } from './configuration-page';
import { contractSchema, PUBLISHED_KINDS } from './contract-schemas';
import { withContractTables } from './contract-tables';
import { documentationTable, readDocumentation } from './documentation-table';
import { withBlock } from './marked-block';
import { brokenPromises, WAYS_TO_MIGRATE, wordsOf, type PublicWords } from './public-words';
import { problemsAcross, problemsInTaskJson } from './task-json-rules';
import { inputTable, outputTable, taskTable, taskTableWithoutLinks } from './task-tables';

const WORDS = 'tests/record/public-words.json';
const TEMPLATE_WORDS = 'tests/record/template-words.json';

/** Every generated file: path below the root → its text. */
export async function derive(root: string): Promise<ReadonlyMap<string, string>> {
  const definitions = (await readTaskFolders(root)).map(({ definition }) => definition);
  const release = releaseOf(root);
  const files = new Map<string, string>();
  const writeJson = async (path: string, value: Json): Promise<void> => {
    files.set(path, await formatted(path, JSON.stringify(value)));
  };

  for (const definition of definitions) {
    await writeJson(`tasks/${definition.name}/task.json`, taskJson(definition, release));
  }
  const taskJsons = [...files].map(([path, text]) => ({ path, text }));
  refuse([...taskJsons.flatMap((file) => problemsInTaskJson(file)), ...problemsAcross(taskJsons)]);

  const templates = ownTemplates(
    root,
    taskJsons.map(({ text }) => text),
  );
  refuse(templateProblems(templates));
  refuse(
    mixedJobs(templates).map(
      (job) => `${job} holds the promoter's connection and runs other steps beside the promotion.`,
    ),
  );
  const page = 'pipeline-templates/README.md';
  files.set(page, withTemplateTables(textOf(root, page), templates));

  const names = definitions.map(({ name }) => name);
  await writeJson('vss-extension.json', withTasks(textOf(root, 'vss-extension.json'), names, release));

  files.set(
    'docs/overview.md',
    withBlock(textOf(root, 'docs/overview.md'), 'tasks', taskTableWithoutLinks(definitions)),
  );
  files.set('README.md', withBlock(textOf(root, 'README.md'), 'tasks', taskTable(definitions)));
  files.set('docs/architecture.md', withBlock(textOf(root, 'docs/architecture.md'), 'layers', layerTable()));
  const documentation = readDocumentation(textOf(root, 'tests/pipelines/documentation.yml'));
  files.set(
    'docs/pipelines.md',
    withBlock(textOf(root, 'docs/pipelines.md'), 'documentation', documentationTable(documentation)),
  );
  files.set('docs/contracts.md', withContractTables(textOf(root, 'docs/contracts.md')));
  files.set('docs/configuration.md', withConfigurationWords(textOf(root, 'docs/configuration.md')));
  await writeJson('docs/configuration/mlops.schema.json', projectSchema());
  await writeJson('docs/configuration/mlops-baseline.schema.json', baselineSchema());
  for (const kind of PUBLISHED_KINDS) {
    await writeJson(`docs/contracts/${kind}.schema.json`, contractSchema(kind));
  }
  cleanUpModules(root).forEach(([path, text]) => files.set(path, text));
  for (const definition of definitions) {
    const path = `tasks/${definition.name}/README.md`;
    const withInputs = withBlock(textOf(root, path), 'inputs', inputTable(definition));
    files.set(path, withBlock(withInputs, 'outputs', outputTable(definition)));
  }

  const now = wordsOf(definitions);
  const templateWords = templateWordsOf(templates.files);
  const broken = [
    ...brokenPromises(recordIn(root, WORDS) as PublicWords, now),
    ...brokenTemplates(recordIn(root, TEMPLATE_WORDS) as TemplateWords, templateWords),
  ];
  if (broken.length > 0) {
    throw new Error(`${broken.join('\n')}\n${WAYS_TO_MIGRATE}`);
  }
  files.set('tests/record/package-files.txt', `${(await packageListing(root)).join('\n')}\n`);
  files.set('tests/record/npm-files.txt', `${(await npmListing(root)).join('\n')}\n`);
  files.set(WORDS, `${JSON.stringify(now, undefined, 2)}\n`);
  files.set(TEMPLATE_WORDS, `${JSON.stringify(templateWords, undefined, 2)}\n`);
  return files;
}

function recordIn(root: string, path: string): unknown {
  return JSON.parse(textOf(root, path) || '{}');
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}
