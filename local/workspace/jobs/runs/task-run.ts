import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { PythonProgram } from '../../execution/python-program';
import type { PythonResult } from '../../execution/python-task';
import type { TaskSettings } from '../settings/task-settings';
import type { Work } from '../settings/work';
import type { Outcome } from './ending';

export type Phase = 'BLOCKED' | 'QUEUED' | 'PENDING' | 'RUNNING' | 'TERMINATING' | 'TERMINATED' | 'WAITING';

/** One attempt of one task; it has its own run ID. */
export class TaskRun {
  readonly stopper = new AbortController();
  phase: Phase;
  startedAt: number | undefined;
  endedAt: number | undefined;
  program: PythonProgram | undefined;
  /** Output from an earlier server. */
  keptLogs: Logs | undefined;
  result: PythonResult | undefined;
  outcome: Outcome | undefined;
  /** The task's work with the parameter values of this attempt; before the start, as written. */
  work: Work;
  /** Task values that it has set. */
  values: JsonObject = {};

  constructor(
    readonly runId: bigint,
    readonly task: TaskSettings,
    readonly count: AttemptCount,
  ) {
    this.work = task.work;
    this.phase = count.retry > 0 ? 'WAITING' : task.dependsOn.length > 0 ? 'BLOCKED' : 'PENDING';
  }

  get attemptNumber(): number {
    return this.count.attempt;
  }

  /** Number of retries since the run was started or repaired. */
  get retry(): number {
    return this.count.retry;
  }

  /** Its output so far. */
  get logs(): Logs | undefined {
    const stdout = this.program?.stdout;
    return stdout === undefined ? this.keptLogs : { text: stdout.text(), truncated: stdout.truncated };
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

export interface Logs {
  readonly text: string;
  readonly truncated: boolean;
}

export interface AttemptCount {
  /** Continues through retries and repairs. */
  readonly attempt: number;
  readonly retry: number;
}
