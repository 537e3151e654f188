import type { Json } from '../../../../lib/core/lossless-json';
import type { IdSequence } from '../../state/ids';
import { Run, type RunOrigin, type RunPass } from './run';
import { TaskRun, type Logs } from './task-run';

/** An ended run, as it is saved for the next server. */
interface KeptRun extends Pick<Run, 'runId' | 'createdAt' | 'startedAt'> {
  readonly origin: RunOrigin;
  readonly passes: readonly KeptPass[];
}

interface KeptPass extends Omit<RunPass, 'attempts'> {
  readonly attempts: readonly KeptAttempt[];
}

type KeptAttempt = Pick<
  TaskRun,
  'runId' | 'task' | 'count' | 'phase' | 'startedAt' | 'endedAt' | 'result' | 'outcome' | 'work' | 'values'
> & { readonly logs: Logs | undefined };

export function keptRun({ runId, createdAt, startedAt, origin, passes }: Run): Json {
  const kept: KeptRun = {
    runId,
    createdAt,
    startedAt,
    origin,
    passes: passes.map(({ attempts, ...pass }) => Object.assign(pass, { attempts: attempts.map(keptAttempt) })),
  };
  return kept as unknown as Json;
}

export function restoredRun(json: Json, ids: IdSequence): Run {
  const { runId, createdAt, startedAt, origin, passes } = json as unknown as KeptRun;
  let given = false;
  const next = (): bigint => {
    const id = given ? ids.next() : runId;
    given = true;
    return id;
  };
  const run = new Run(origin, createdAt, { next });
  run.startedAt = startedAt;
  const restored = passes.map(({ attempts, ...pass }) =>
    Object.assign(pass, { attempts: attempts.map(restoredAttempt) }),
  );
  run.passes.splice(0, run.passes.length, ...restored);
  return run;
}

function keptAttempt(attempt: TaskRun): KeptAttempt {
  const { runId, task, count, phase, startedAt, endedAt, result, outcome, work, values, logs } = attempt;
  return { runId, task, count, phase, startedAt, endedAt, result, outcome, work, values, logs };
}

function restoredAttempt({ runId, task, count, logs, ...rest }: KeptAttempt): TaskRun {
  return Object.assign(new TaskRun(runId, task, count), rest, { keptLogs: logs });
}
