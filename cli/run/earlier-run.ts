import { existsSync } from 'node:fs';
import { readEvents } from '../../local/pipelines/run-folder/event-file';
import { isAlive } from '../../local/pipelines/run-folder/lock-file';
import { folderOfRun, readStart, runIds, type RunStart } from '../../local/pipelines/run-folder/run-folders';
import { UsageError } from '../usage-error';
import type { Words } from '../verb';

export interface EarlierRun {
  readonly id: string;
  readonly folder: string;
  readonly start: RunStart;
  /** As the run was started, and what is given now. */
  readonly words: Words;
}

/** The run that is named, or the last one. */
export function earlierRun(root: string, given: Words): EarlierRun {
  const ids = runIds(root);
  const id = given.positionals[0] ?? ids[0];
  if (id === undefined) {
    throw new UsageError(`There is no run in ${root}.`, 'Write mlops run <file> first.');
  }
  const folder = folderOfRun(root, id);
  const start = existsSync(folder) ? readStart(folder) : undefined;
  if (start === undefined) {
    throw new UsageError(`There is no run '${id}' in ${root}.`, "'mlops runs' lists them all.");
  }
  const last = readEvents(folder).at(-1);
  if (last?.kind !== 'run ended' && isAlive(start.processId)) {
    throw new UsageError(`Run '${id}' is still going on, in process ${start.processId}.`, 'Wait for its end.');
  }
  return { id, folder, start, words: merged(start, given) };
}

function merged(start: RunStart, given: Words): Words {
  const names = [...new Set([...Object.keys(start.settings), ...given.settings.keys()])];
  return {
    positionals: [],
    options: new Set([...start.options.filter((option) => KEPT.has(option)), ...given.options]),
    // What was approved once is asked for again.
    settings: new Map(
      names.map((name) => [
        name,
        [...(name === 'approve' ? [] : (start.settings[name] ?? [])), ...(given.settings.get(name) ?? [])],
      ]),
    ),
  };
}

const KEPT: ReadonlySet<string> = new Set(['with-changes', 'fork']);
