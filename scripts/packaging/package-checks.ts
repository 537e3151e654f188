import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { problemsAcross, problemsInTaskJson } from '../generation/task-json-rules';
import { forbiddenIn } from './forbidden-text';
import { wordsInPng } from './png-chunks';

type Handlers = Readonly<Record<string, { readonly target: string }>>;

interface StagedTask {
  readonly version: { readonly Minor: number; readonly Patch: number };
  readonly execution: Handlers;
  readonly postjobexecution?: Handlers;
}

/** The files below a folder in alphabetical order, with forward slashes. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

/** Problems of the staged extension that the packer does not see. */
export function problemsInStaging(staging: string): readonly string[] {
  const files = filesBelow(staging);
  const taskJsons = files
    .filter((path) => path.endsWith('/task.json'))
    .map((path) => ({ path, text: readFileSync(join(staging, path), 'utf8') }));
  const misshapen = [...taskJsons.flatMap((file) => problemsInTaskJson(file)), ...problemsAcross(taskJsons)];
  return misshapen.length > 0
    ? misshapen
    : [
        ...taskJsons.flatMap(({ path, text }) => problemsWithTask(staging, path, JSON.parse(text) as StagedTask)),
        ...files.flatMap((path) => problemsInContent(path, readFileSync(join(staging, path)))),
      ];
}

function problemsWithTask(staging: string, path: string, task: StagedTask): readonly string[] {
  const folder = join(staging, path, '..');
  const targets = [task.execution, task.postjobexecution ?? {}].flatMap((handlers) => Object.values(handlers));
  const missing = [...new Set(targets.map(({ target }) => target))].filter(
    (target) => !existsSync(join(folder, target)),
  );
  const { version } = JSON.parse(readFileSync(join(staging, 'vss-extension.json'), 'utf8')) as { version: string };
  const { Minor, Patch } = task.version;
  const sameRelease = version.split('.').slice(1).join('.') === `${Minor}.${Patch}`;
  return [
    ...missing.map((target) => `${path} names ${target}, which is not in the package.`),
    ...(sameRelease ? [] : [`${path} has version x.${Minor}.${Patch}; the extension has ${version}.`]),
  ];
}

function problemsInContent(path: string, content: Buffer): readonly string[] {
  const problems =
    extname(path) === '.png'
      ? wordsInPng(content).map((kind) => `has a ${kind} chunk`)
      : forbiddenIn(content.toString('utf8'));
  return problems.map((problem) => `${path}: ${problem}`);
}
