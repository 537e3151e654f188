import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../lib/core/errors';
import { systemClock } from '../../lib/core/node/system-clock';
import { isSecretParameter } from '../../local/agent/endpoints';
import { SecretMasker } from '../../local/agent/masking';
import type { Plan } from '../../local/pipelines/plan/plan';
import { environmentLocks } from '../../local/pipelines/run-folder/environment-locks';
import { EventFile, readEvents } from '../../local/pipelines/run-folder/event-file';
import { isSuccess } from '../../local/pipelines/run/ends';
import type { RunEvent } from '../../local/pipelines/run/events';
import { runPipeline } from '../../local/pipelines/run/run-pipeline';
import type { LocalSteps } from '../../local/pipelines/steps/runner';
import { printLines } from '../printer';
import { UsageError } from '../usage-error';
import type { Words } from '../verb';
import { approverOf } from './approver';
import { LiveView } from './live-view';
import type { Prepared } from './prepare';
import { openQuestions } from './questions';
import { runRequest, userName, type Attempt } from './run-request';
import { stopSignals } from './stop-signals';
import { summaryLines } from './summary';
import { JSON_VIEW, plainView, type RunView } from './view';

export interface AttemptParts {
  readonly preparation: Prepared;
  readonly plan: Plan;
  readonly attempt: Attempt;
  readonly folder: string;
  readonly steps: LocalSteps;
}

/** Runs one attempt and tells about it; the answer is the exit code. */
export async function runAttempt(parts: AttemptParts, words: Words): Promise<number> {
  const { preparation, plan, attempt, folder, steps } = parts;
  const view = viewOf(words);
  const workspace = { ...preparation.workspace, folder, artifacts: join(folder, 'artifacts') };
  const request = runRequest(preparation, plan, attempt);
  const stages = plan.stages.map(({ name, title }) => ({ name, title: title ?? name }));
  const record = steps.follow({ workspace, stages, variables: request.predefined });
  const events = new EventFile(folder);
  const stops = stopSignals();
  const masker = maskerOf(preparation);
  const emit = (event: RunEvent): void => {
    const line = masked(event, masker);
    events.write(line);
    if (events.failure !== undefined) {
      stops.cancel.abort(events.failure);
    }
    const told = JSON.parse(line) as RunEvent;
    record.hear(told);
    view.hear(told, line);
    if (event.kind === 'run started') {
      preparation.notes.forEach((text) => emit({ kind: 'note', stage: '', text }));
    }
  };
  stops.cancel.signal.addEventListener('abort', () => {
    emit({ kind: 'note', stage: '', text: 'canceled; a second Ctrl-C ends everything at once' });
  });
  // Whoever reads may stop reading, as `head` does; the run goes on.
  process.stdout.on('error', () => {});
  const user = userName();
  const questions = canAsk(words) ? openQuestions(user, view) : undefined;
  try {
    const result = await runPipeline(request, {
      steps,
      workspace,
      clock: systemClock,
      masker,
      approver: approverOf({
        approved: words.settings.get('approve') ?? [],
        values: preparation.values,
        user,
        ask: questions?.ask,
      }),
      locks: environmentLocks(preparation.question.facts.root, systemClock),
      counters: attempt.counters,
      parallel: parallelOf(words),
      emit,
      cancel: stops.cancel.signal,
      kill: stops.kill.signal,
    });
    requireWritten(events, folder);
    return isSuccess(result) || result === 'Skipped' ? 0 : 1;
  } finally {
    questions?.close();
    stops.close();
    events.close();
    view.end();
    if (!words.options.has('json')) {
      printLines(summaryLines(readEvents(folder), folder));
    }
  }
}

function canAsk({ options }: Words): boolean {
  return options.has('ask') || (process.stdin.isTTY && process.stderr.isTTY);
}

/** Members that say what and where; a secret that looks like the name of a stage must not change them. */
const STRUCTURE = new Set(['kind', 'stage', 'job', 'part', 'step', 'result', 'decision', 'type', 'at', 'id']);

function masked(event: RunEvent, masker: SecretMasker): string {
  return JSON.stringify({ at: new Date().toISOString(), ...event }, (key, value: unknown) =>
    typeof value === 'string' && !STRUCTURE.has(key) ? masker.mask(value) : value,
  );
}

function maskerOf({ values }: Prepared): SecretMasker {
  const masker = new SecretMasker();
  [...values.variables, ...[...values.groups.values()].flat()]
    .filter(({ isSecret }) => isSecret)
    .forEach(({ value }) => masker.addVariable(value));
  values.connections
    .flatMap(({ parameters }) => Object.entries(parameters))
    .forEach(([name, value]) => isSecretParameter(name) && masker.add(value));
  return masker;
}

function viewOf({ options }: Words): RunView {
  if (options.has('json')) {
    return JSON_VIEW;
  }
  return process.stdout.isTTY && !options.has('no-live') ? new LiveView(process.stdout) : plainView();
}

function parallelOf({ settings }: Words): number {
  const given = settings.get('parallel')?.at(-1);
  if (given === undefined) {
    return availableParallelism();
  }
  if (!/^[1-9]\d*$/.test(given)) {
    throw new UsageError(`--parallel is '${given}', not a number of jobs.`, 'Write --parallel 2.');
  }
  return Number(given);
}

function requireWritten({ failure }: EventFile, folder: string): void {
  if (failure !== undefined) {
    throw new UserError('RUN_FOLDER_UNWRITABLE', {
      what: `The run was canceled, because ${folder} cannot be written: ${failure.message}.`,
      fix: 'Make room on the disk, e.g. delete old folders in .mlops/runs, and run again.',
      cause: failure,
    });
  }
}
