import { isAlive } from '../../execution/alive';
import type { Ending } from './ending';
import type { Run } from './run';
import type { Phase, TaskRun } from './task-run';

/** A run at one moment, with details that the API does not show, for tests. */
export interface RunSnapshot {
  readonly runId: string;
  readonly jobId: string;
  readonly name: string;
  readonly phase: Phase;
  readonly ending: Ending | undefined;
  readonly tasks: readonly TaskSnapshot[];
}

export interface TaskSnapshot {
  readonly runId: string;
  readonly taskKey: string;
  readonly attemptNumber: number;
  readonly phase: Phase;
  readonly ending: Ending | undefined;
  readonly pid: number | undefined;
  readonly alive: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export function runSnapshot(run: Run): RunSnapshot {
  return {
    runId: String(run.runId),
    jobId: String(run.origin.jobId),
    name: run.origin.settings.name,
    phase: run.phase,
    ending: run.outcome?.ending,
    tasks: run.attempts.map(taskSnapshot),
  };
}

export function runBecomes(run: Run, isAsAsked: (snapshot: RunSnapshot) => boolean): Promise<RunSnapshot> {
  return new Promise((resolve, reject) => {
    const look = (stop: () => void): void => {
      const snapshot = runSnapshot(run);
      if (isAsAsked(snapshot)) {
        stop();
        resolve(snapshot);
      } else if (snapshot.phase === 'TERMINATED') {
        stop();
        reject(new Error(`The run ended before it met the condition: ${JSON.stringify(snapshot)}`));
      }
    };
    run.watch(look);
  });
}

function taskSnapshot(attempt: TaskRun): TaskSnapshot {
  const pid = attempt.program?.pid;
  return {
    runId: String(attempt.runId),
    taskKey: attempt.task.key,
    attemptNumber: attempt.attemptNumber,
    phase: attempt.phase,
    ending: attempt.outcome?.ending,
    pid,
    alive: pid !== undefined && isAlive(pid),
    stdout: attempt.program?.stdout.text() ?? '',
    stderr: attempt.program?.stderr.text() ?? '',
  };
}
