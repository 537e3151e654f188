import { ExpressionError } from '../expressions/expression-error';
import { tolerated, worstOf } from './ends';
import type { StepEnding, Where } from './events';
import type { RunTools } from './run-tools';
import { isMet } from './runtime-evaluation';
import { statusOfSteps } from './status-functions';
import type { Result, RunnableStep, RunningJob, StepOutcome } from './step-runner';
import { currentVariables } from './variable-set';

export interface SequenceRequest {
  readonly job: RunningJob;
  readonly steps: readonly RunnableStep[];
  readonly where: Where;
  readonly cancel: AbortSignal;
  /** Everything has to end now. */
  readonly kill: AbortSignal;
  /** Why a step is skipped whatever its condition says. */
  readonly withheld: (step: RunnableStep) => string | undefined;
}

/** Runs the steps of one job one after the other, each if its condition holds at that moment. */
export class StepSequence {
  readonly outcomes: StepOutcome[] = [];
  readonly #request: SequenceRequest;
  readonly #emit: RunTools['emit'];
  #status: Result = 'Succeeded';

  constructor(request: SequenceRequest, { emit }: Pick<RunTools, 'emit'>) {
    this.#request = request;
    this.#emit = emit;
  }

  /** The result of the job so far. */
  get status(): Result {
    return this.#request.cancel.aborted ? 'Canceled' : this.#status;
  }

  async run(): Promise<void> {
    this.#request.job.prepared.forEach((outcome) => this.#ended(outcome));
    for (const step of this.#request.steps) {
      await this.#runOne(step);
    }
  }

  /** After the last step; what happens there still counts. */
  async close(): Promise<void> {
    const outcomes = await this.#request.job.close();
    outcomes.forEach((outcome) => this.#ended(outcome));
  }

  async #runOne(step: RunnableStep): Promise<void> {
    const { withheld, kill } = this.#request;
    if (kill.aborted) {
      this.#passedOver(step, 'Canceled', 'the job was ended');
      return;
    }
    const holds = this.#holds(step);
    if (typeof holds === 'string') {
      this.#passedOver(step, tolerated('Failed', step.continueOnError), holds);
      return;
    }
    const reason = holds ? withheld(step) : whyNot(step, this.status);
    if (reason !== undefined) {
      this.#passedOver(step, 'Skipped', reason);
      return;
    }
    this.#emit({ kind: 'step started', title: step.displayName, ...this.#whereOf(step) });
    const outcome = await this.#untilCanceled(step);
    this.#ended({ ...outcome, result: tolerated(outcome.result, step.continueOnError) });
  }

  /** On cancellation the condition decides again: a step with `always()` goes on. */
  async #untilCanceled(step: RunnableStep): Promise<StepOutcome> {
    const { cancel, kill, job } = this.#request;
    const own = new AbortController();
    const onCancel = (): void => {
      if (this.#holds(step) !== true) {
        own.abort(cancel.reason);
      }
    };
    const onKill = (): void => own.abort(kill.reason);
    cancel.addEventListener('abort', onCancel, { once: true });
    kill.addEventListener('abort', onKill, { once: true });
    try {
      return await job.run(step, own.signal);
    } finally {
      cancel.removeEventListener('abort', onCancel);
      kill.removeEventListener('abort', onKill);
    }
  }

  /** Whether the condition holds; a text says why it cannot be told, which fails the step as the agent does. */
  #holds({ planned }: RunnableStep): boolean | string {
    const variables = currentVariables((name) => this.#request.job.variables.get(name));
    try {
      return isMet(planned.condition?.text, { names: { variables }, functions: statusOfSteps(this.status) });
    } catch (error) {
      if (error instanceof ExpressionError) {
        return `its condition has no value: ${error.message}`;
      }
      throw error;
    }
  }

  #passedOver(step: RunnableStep, result: Result, why: string): void {
    this.#count(result);
    this.#emit({
      kind: 'step ended',
      title: step.displayName,
      result,
      why,
      durationMs: 0,
      ...this.#whereOf(step),
    });
  }

  #ended(outcome: StepOutcome): void {
    this.outcomes.push(outcome);
    this.#count(outcome.result);
    const where = { ...this.#request.where, step: outcome.name };
    this.#emit({ kind: 'step ended', ...endingOf(outcome), ...where });
    outcome.assumptions.forEach((text) => this.#emit({ kind: 'note', text, ...where }));
  }

  #count(result: Result): void {
    // A step that was canceled or skipped alone does not change the job.
    if (result === 'Failed' || result === 'SucceededWithIssues') {
      this.#status = worstOf([this.#status, result]);
    }
  }

  #whereOf(step: RunnableStep): Where {
    return { ...this.#request.where, step: step.name };
  }
}

function whyNot({ planned }: RunnableStep, status: Result): string {
  return planned.condition === undefined ? `the job ${STATUS_WORDS[status]}` : 'its condition does not hold';
}

const STATUS_WORDS: Readonly<Record<Result, string>> = {
  Succeeded: 'succeeded',
  SucceededWithIssues: 'succeeded with issues',
  Failed: 'failed before',
  Canceled: 'was canceled',
  Skipped: 'was skipped',
};

function endingOf(outcome: StepOutcome): StepEnding {
  const { displayName, result, durationMs, log, issues, tests, artifacts, summaries, buildTags } = outcome;
  return {
    title: displayName,
    result,
    durationMs,
    log: log.file,
    ...(result === 'Failed' || result === 'Canceled' ? { tail: log.tail } : {}),
    ...(issues.length === 0 ? {} : { issues }),
    ...(tests === undefined ? {} : { tests }),
    ...(artifacts.length === 0 ? {} : { artifacts }),
    ...(summaries.length === 0 ? {} : { summaries }),
    ...(buildTags === undefined ? {} : { buildTags }),
  };
}
