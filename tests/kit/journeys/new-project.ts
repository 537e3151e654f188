import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/repository/repository';
import type { Endpoint } from '../workspace/stand-in';

export const MLOPS = join(root, 'dist/cli/mlops.js');

/** A text of a file, and what stands there instead. */
export type Edit = readonly [file: string, from: string, to: string];

/** The agents of these tests have pytest and pandas, as has every run of the stand-in: nothing is downloaded. */
const NO_DOWNLOADS: readonly Edit[] = [
  ['azure-pipelines/pull-request.yml', 'unitTestRequirements: tests/requirements.txt', "testLibraries: ''"],
];

/** A repository with what `mlops init` writes, on its main branch, and the file that leads its pipelines to the stand-in. */
export function newProject(folder: string, name: string, connections: Readonly<Record<string, Endpoint>>): string {
  mkdirSync(folder);
  git(folder, 'init', '-q', '-b', 'main');
  execFileSync(process.execPath, [MLOPS, 'init', folder, '--name', name], { stdio: 'ignore' });
  const lines = Object.entries(connections).map(
    ([connection, { host, token }]) => `  ${connection}: { url: '${host}', token: ${token} }\n`,
  );
  const templates = join(root, 'pipeline-templates');
  writeFileSync(
    join(folder, 'mlops.local.yml'),
    `repositories: { templates: '${templates}' }\nconnections:\n${lines.join('')}`,
  );
  commit(folder, NO_DOWNLOADS);
  return folder;
}

/** Commits the edits, and everything else that has changed; returns the commit. */
export function commit(folder: string, edits: readonly Edit[]): string {
  for (const [file, from, to] of edits) {
    const text = readFileSync(join(folder, file), 'utf8');
    assert.ok(text.includes(from), `${file} has '${from}'`);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'change');
  return git(folder, 'rev-parse', 'HEAD').trim();
}

export function git(folder: string, ...words: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  return execFileSync('git', ['-C', folder, ...who, ...words], { encoding: 'utf8' });
}
