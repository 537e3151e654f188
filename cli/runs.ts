import { relative } from 'node:path';
import { formatDuration } from '../lib/core/durations';
import { gitFacts } from '../local/pipelines/checkout/git-facts';
import { readEvents, type RecordedEvent } from '../local/pipelines/run-folder/event-file';
import { isAlive } from '../local/pipelines/run-folder/lock-file';
import { folderOfRun, readStart, runIds, type RunStart } from '../local/pipelines/run-folder/run-folders';
import { printJson, printLines } from './printer';
import type { Verb, Words } from './verb';

/** Lists what `mlops run` left. */
export const runsVerb: Verb = {
  name: 'runs',
  summary: 'List the runs of this repository, the newest first.',
  usage: '[options]',
  description: [
    'Lists the run folders in .mlops/runs with name, result and duration. A run that was killed',
    'is listed as interrupted; mlops run --rerun-failed <run> continues it.',
  ],
  options: { json: 'Print the runs as JSON.' },
  example: 'mlops runs',
  run: listRuns,
};

function listRuns(words: Words): number {
  const { root } = gitFacts(process.cwd());
  const runs = runIds(root).flatMap((id) => {
    const folder = folderOfRun(root, id);
    const start = readStart(folder);
    return start === undefined ? [] : [runOf({ id, folder, start }, root)];
  });
  if (words.options.has('json')) {
    printJson({ runs });
  } else if (runs.length === 0) {
    printLines([`There is no run in ${root}.`]);
  } else {
    printLines(runs.map(({ id, name, result, duration, file }) => `${id}  ${name}  ${result}  ${duration}  ${file}`));
  }
  return 0;
}

interface Found {
  readonly id: string;
  readonly folder: string;
  readonly start: RunStart;
}

interface ListedRun {
  readonly id: string;
  readonly name: string;
  readonly result: string;
  readonly duration: string;
  readonly attempts: number;
  readonly file: string;
  readonly folder: string;
}

function runOf({ id, folder, start }: Found, root: string): ListedRun {
  const events = readEvents(folder);
  const starts = events.filter((event) => event.kind === 'run started');
  const [first, last] = [events[0], events.at(-1)];
  const elapsedMs = first === undefined || last === undefined ? 0 : Date.parse(last.at) - Date.parse(first.at);
  return {
    id,
    name: (last?.kind === 'run ended' ? last.name : undefined) ?? starts.at(-1)?.name ?? '',
    result: resultOf(last, start),
    duration: formatDuration(elapsedMs),
    attempts: starts.length,
    file: relative(root, start.file),
    folder,
  };
}

function resultOf(last: RecordedEvent | undefined, { processId }: RunStart): string {
  if (last?.kind === 'run ended') {
    return last.result;
  }
  return isAlive(processId) ? 'running' : 'interrupted';
}
