import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toJson, type JsonObject } from '../lib/core/lossless-json';
import { sha256Hex } from '../lib/core/node/hash';
import { policyHash, type Effective } from '../lib/project/effective';
import { projectSchema } from '../lib/project/json-schema';
import { originsIn, originText } from '../lib/project/origins';
import { environmentOf, type Project } from '../lib/project/read-project';
import { valueOf } from '../lib/project/tree';
import { formatProblem } from '../lib/yaml/place';
import { readArguments } from './arguments';
import { configurationLines } from './configuration-lines';
import { MINIMAL_OPTIONS, writeMinimal } from './minimal';
import { print, printError } from './printer';
import { readingAt } from './project-at';
import { UsageError } from './usage-error';

const USAGE = 'mlops config [mlops.yml] [--environment <name>] [--json], or mlops config --minimal';
const USUAL_FILE = 'databricks-ml/mlops.yml';
const OPTIONS = {
  environment: { type: 'string' },
  json: { type: 'boolean' },
  minimal: { type: 'boolean' },
  ...MINIMAL_OPTIONS,
} as const;

/** Shows what holds in the environments of a project and who said so, or writes a file to begin with. */
export function config(words: readonly string[]): number {
  const { values, positionals } = readArguments(words, OPTIONS, USAGE);
  const [path = USUAL_FILE, ...more] = positionals;
  if (more.length > 0) {
    throw new UsageError(`'config' takes one file, and got ${positionals.length}.`, USAGE);
  }
  if (values.minimal === true) {
    writeMinimal(path, values);
    placeSchema(path);
    return 0;
  }
  const { project, problems, warnings } = readingAt(path, 'project', USAGE);
  placeSchema(path);
  warnings.forEach((warning) => printError(`warning: ${formatProblem(warning)}`));
  if (project === undefined) {
    problems.forEach((problem) => printError(formatProblem(problem)));
    printError('Fix: Correct the lines above; docs/configuration.md explains every key.');
    return 1;
  }
  const asked = effectiveOf(project, values.environment);
  if (values.json === true) {
    print(toJson(jsonOf(project, asked), 2));
  } else {
    asked.flatMap((effective) => configurationLines(effective, project)).forEach(print);
  }
  return 0;
}

function effectiveOf(project: Project, name: string | undefined): readonly Effective[] {
  if (name === undefined) {
    return [...project.environments.values()];
  }
  const found = environmentOf(project, name);
  if ('unknown' in found) {
    throw new UsageError(found.unknown, `mlops config ${project.file.name} --environment <one of them>`);
  }
  return [found.effective];
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

/** Editors complete the file by a schema that lies beside it. */
function placeSchema(path: string): void {
  const place = join(dirname(path), 'mlops.schema.json');
  const text = `${toJson(projectSchema(), 2)}\n`;
  if (!existsSync(place) || readFileSync(place, 'utf8') !== text) {
    writeFileSync(place, text);
    printError(`wrote ${place}`);
  }
}
