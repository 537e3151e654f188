import type { Clock } from '../../lib/core/clock';
import { graceOf } from './cancellation';
import type { Program } from './native';
import type { ChildOutcome, RunControl } from './process/child-run';
import type { StepContext } from './step-context';

const MOST_RETRIES = 10;
const OUT_OF_MEMORY = 137;

/** One attempt. Rejects with a StoppedError when the step is canceled. */
export type Act = (control: RunControl) => Promise<ActOutcome>;
type ActOutcome = ChildOutcome | { readonly kind: 'acted'; readonly exitCode: number | undefined };

export interface AttemptPlan {
  readonly act: Act;
  /** Named when it ends with another code than 0. */
  readonly program: Pick<Program, 'file' | 'args'> | undefined;
  readonly retries: number;
  readonly clock: Clock;
  readonly cancel: AbortSignal;
}

export interface AttemptCount {
  attempts: number;
  exitCode: number | undefined;
}

/** Thrown when the step was stopped from outside; what it printed until then counts. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** Runs the process, and again after a failure while retries are left; counts into `count` as it goes. */
export async function runAttempts(plan: AttemptPlan, context: StepContext, count: AttemptCount): Promise<void> {
  const retries = limitedRetries(plan.retries, context);
  for (let retried = 0; ; retried += 1) {
    const outcome = await runAttempt(plan, context, count);
    if (outcome.kind === 'canceled') {
      throw new StoppedError();
    }
    const isInfrastructureFailure = outcome.kind === 'exited' && outcome.exitCode !== 0;
    if (isInfrastructureFailure) {
      context.result = 'Failed';
    }
    if (context.result !== 'Failed' || retried >= retries) {
      if (isInfrastructureFailure) {
        explainExit(plan.program, outcome.exitCode, context);
      }
      return;
    }
    await pauseBeforeRetry(plan, context, { retried, retries });
  }
}

async function runAttempt(plan: AttemptPlan, context: StepContext, count: AttemptCount): Promise<ActOutcome> {
  if (plan.cancel.aborted) {
    throw new StoppedError();
  }
  context.result = undefined;
  context.done = new AbortController();
  count.attempts += 1;
  const outcome = await plan.act({
    clock: plan.clock,
    cancel: plan.cancel,
    done: context.done.signal,
    grace: graceOf(context.job),
    processes: context.job.processes,
  });
  count.exitCode = outcome.exitCode;
  if (outcome.kind === 'done') {
    context.log.debug('The task was marked as "done", but the process has not closed after 5 seconds.');
  }
  return outcome;
}

async function pauseBeforeRetry(
  { clock, cancel }: AttemptPlan,
  { log }: StepContext,
  { retried, retries }: { readonly retried: number; readonly retries: number },
): Promise<void> {
  const delayMs = (retried + 1) ** 2 * 1000;
  log.warning(
    `RetryHelper encountered task failure, will retry (attempt #: ${retried + 1} out of ${retries}) after ${delayMs} ms`,
  );
  try {
    await clock.sleep(delayMs, cancel);
  } catch (error) {
    throw cancel.aborted ? new StoppedError() : error;
  }
}

function limitedRetries(asked: number, { log }: StepContext): number {
  if (asked > MOST_RETRIES) {
    log.warning(`Task retry count is limited to ${MOST_RETRIES}; ${asked} was asked for.`);
  }
  return Math.min(asked, MOST_RETRIES);
}

function explainExit(program: AttemptPlan['program'], exitCode: number, { log }: StepContext): void {
  const { file, args } = program ?? { file: '', args: [] };
  if (exitCode === OUT_OF_MEMORY) {
    log.error('The process exited with code 137, which usually means that the machine ran out of memory.');
  }
  log.error(`Exit code ${exitCode} returned from process: file name '${file}', arguments '${args.join(' ')}'.`);
}
