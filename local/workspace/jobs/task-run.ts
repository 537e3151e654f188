import type { PythonProgram } from '../execution/python-program';
import type { PythonResult } from '../execution/python-task';
import type { Outcome } from './ending';
import type { TaskSettings } from './task-settings';

export type Phase = 'BLOCKED' | 'QUEUED' | 'PENDING' | 'RUNNING' | 'TERMINATING' | 'TERMINATED' | 'WAITING';

/** One attempt at one task; it has a run id of its own. */
export class TaskRun {
  readonly stopper = new AbortController();
  phase: Phase;
  startedAt: number | undefined;
  endedAt: number | undefined;
  program: PythonProgram | undefined;
  result: PythonResult | undefined;
  outcome: Outcome | undefined;

  constructor(
    readonly runId: bigint,
    readonly task: TaskSettings,
    readonly attemptNumber: number,
  ) {
    this.phase = attemptNumber > 0 ? 'WAITING' : task.dependsOn.length > 0 ? 'BLOCKED' : 'PENDING';
  }

  begin(program: PythonProgram, now: number): void {
    this.program = program;
    this.startedAt = now;
    this.phase = 'RUNNING';
  }

  end(outcome: Outcome, now: number): Outcome {
    this.outcome = outcome;
    this.endedAt = now;
    this.phase = 'TERMINATED';
    return outcome;
  }
}
