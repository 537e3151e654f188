/** A run that has scored. */
export interface BatchRun {
  readonly runId: string;
  readonly runUrl: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  /** Exit value of a notebook, or what a Python file printed. */
  readonly said: string;
}
