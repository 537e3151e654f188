import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { harmlessJson } from '../lib/core/harmless';
import { toJson, type JsonObject } from '../lib/core/lossless-json';
import { sha256Hex } from '../lib/core/node/hash';
import { policyHash, type Effective } from '../lib/project/effective';
import { projectSchema } from '../lib/project/json-schema';
import { marginWarnings } from '../lib/project/margins/warnings';
import { originsIn, originText } from '../lib/project/origins';
import { inPullRequest } from '../lib/project/pull-request';
import { environmentOf, type Project } from '../lib/project/read-project';
import { valueOf } from '../lib/project/tree';
import { formatProblem } from '../lib/yaml/position';
import { configurationLines } from './configuration-lines';
import { MINIMAL_SETTINGS, writeMinimal } from './minimal';
import { printError, printLines, printMadeHarmless } from './printer';
import { readingAt } from './project-at';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';

const USUAL_FILE = 'databricks-ml/mlops.yml';

/** Shows the effective configuration of a project, or writes a first one. */
export const configVerb: Verb = {
  name: 'config',
  summary: 'Show the effective configuration of a project, or write a first one.',
  usage: '[mlops.yml] [options]',
  description: [
    'Prints each value that applies in an environment and where it comes from: a line of the',
    'file, a line of its baseline, or a default.',
    '',
    'With --minimal, writes a new mlops.yml of about a dozen lines instead; defaults cover the',
    `rest. Default file: ${USUAL_FILE}.`,
    '',
    'Also writes the JSON schema for completion in editors beside the file.',
  ],
  options: {
    json: 'Print the configuration as JSON.',
    minimal: 'Write a new mlops.yml from the settings below.',
  },
  settings: {
    environment: 'Show this environment only.',
    'pull-request': 'Show what applies in the pull request of this number.',
    ...MINIMAL_SETTINGS,
  },
  example: `mlops config ${USUAL_FILE} --environment prod`,
  run: config,
};

function config(words: Words): number {
  const { positionals, options, settings } = words;
  const [path = USUAL_FILE, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`'mlops config' takes one file, but got ${positionals.length}.`, 'Write mlops config <file>.');
  }
  const suffix = suffixOf(settings.get('pull-request')?.at(-1));
  if (options.has('minimal')) {
    writeMinimal(path, words);
    placeSchema(path);
    return 0;
  }
  const { project, problems, warnings } = readingAt(path, 'project');
  placeSchema(path);
  warnings.forEach((warning) => printError(`warning: ${formatProblem(warning)}`));
  if (project === undefined) {
    problems.forEach((problem) => printError(formatProblem(problem)));
    printError('Fix: Correct the lines above; docs/configuration.md explains every key.');
    return 1;
  }
  marginWarnings(project).forEach((warning) => printError(`warning: ${formatProblem(warning)}`));
  const asked = effectiveOf(project, settings.get('environment')?.at(-1)).map((effective) =>
    suffix === undefined ? effective : { ...effective, tree: inPullRequest(effective.tree, suffix) },
  );
  if (options.has('json')) {
    printMadeHarmless(`${harmlessJson(toJson(jsonOf(project, asked), 2))}\n`);
  } else {
    printLines(asked.flatMap((effective) => configurationLines(effective, project)));
  }
  return 0;
}

function effectiveOf(project: Project, name: string | undefined): readonly Effective[] {
  if (name === undefined) {
    return [...project.environments.values()];
  }
  const found = environmentOf(project, name);
  if ('unknown' in found) {
    throw new UsageError(
      found.unknown,
      `Write --environment with one of ${[...project.environments.keys()].join(', ')}.`,
    );
  }
  return [found.effective];
}

/** Only a pipeline knows its repository for sure. */
function suffixOf(number: string | undefined): string | undefined {
  if (number !== undefined && !/^[1-9]\d*$/.test(number)) {
    throw new UsageError(`--pull-request is '${number}', not a number.`, 'Write --pull-request 12.');
  }
  return number === undefined ? undefined : `_pr${number}_<repository>`;
}

function jsonOf({ file, baselines }: Project, asked: readonly Effective[]): JsonObject {
  const environments = asked.map(({ environment, configuration, tree }) => {
    const origins = originsIn(tree).map(({ path, origin }) => [path, originText(origin)]);
    const sha256 = policyHash(configuration, sha256Hex);
    return [environment, { sha256, configuration: valueOf(tree), origins: Object.fromEntries(origins) as JsonObject }];
  });
  return {
    file: file.name,
    baselines: baselines.map(({ name, text }) => ({ file: name, sha256: sha256Hex(text) })),
    environments: Object.fromEntries(environments) as JsonObject,
  };
}

/** Editors complete the file with the schema beside it. */
function placeSchema(path: string): void {
  const place = join(dirname(path), 'mlops.schema.json');
  const text = `${toJson(projectSchema(), 2)}\n`;
  if (!existsSync(place) || readFileSync(place, 'utf8') !== text) {
    writeFileSync(place, text);
    printError(`wrote ${place}`);
  }
}
