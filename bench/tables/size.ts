import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { builtTasks, packageFile, STAGING, taskFolder } from '../instruments/built-extension';
import { mean } from '../instruments/sample';
import type { Table } from '../table';

const TASKS_PLANNED = 17;
const GOAL_BYTES = 5_000_000;

interface Size {
  readonly plain: number;
  readonly zipped: number;
}

export function sizeTable(): Table {
  const bundles = builtTasks().flatMap((task) => filesBelow(taskFolder(task)).filter((file) => file.endsWith('.js')));
  const taskSizes = builtTasks().map((task) => sizeOf(filesBelow(taskFolder(task))));
  const all = sizeOf(filesBelow(STAGING));
  const perTask = {
    plain: mean(taskSizes.map(({ plain }) => plain)),
    zipped: mean(taskSizes.map(({ zipped }) => zipped)),
  };
  const missing = TASKS_PLANNED - taskSizes.length;
  const projected = { plain: all.plain + missing * perTask.plain, zipped: all.zipped + missing * perTask.zipped };
  return {
    title: 'Size of what an agent downloads',
    columns: ['', 'plain', 'zipped'],
    rows: [
      ...bundles.map((file) => [relative(STAGING, file)].concat(cells(sizeOf([file])))),
      [`one task folder, mean of ${taskSizes.length}`, ...cells(perTask)],
      ['all files of the extension', ...cells(all)],
      ...packageRow(),
      [`projected for ${TASKS_PLANNED} tasks`, ...cells(projected)],
    ],
    notes: [
      `Goal: a package of at most ${kilobytes(GOAL_BYTES)} with ${TASKS_PLANNED} tasks; projected ${kilobytes(projected.zipped)}, ${projected.zipped <= GOAL_BYTES ? 'reached' : 'not reached'}.`,
    ],
  };
}

function packageRow(): readonly (readonly string[])[] {
  const file = packageFile();
  return file === undefined ? [] : [[basename(file), '', kilobytes(statSync(file).size)]];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}

function sizeOf(files: readonly string[]): Size {
  return files
    .map((file) => readFileSync(file))
    .reduce(
      ({ plain, zipped }, content) => ({
        plain: plain + content.length,
        zipped: zipped + deflateRawSync(content).length,
      }),
      { plain: 0, zipped: 0 },
    );
}

function cells({ plain, zipped }: Size): readonly string[] {
  return [kilobytes(plain), kilobytes(zipped)];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`;
}
