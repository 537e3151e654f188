import type { Clock } from '../core/clock';
import type { HttpResponse } from './message';
import { NetworkError } from './network-error';
import { LONGEST_PAUSE_MS, pauseAskedFor } from './retry-after';

export interface RetryPolicy {
  /** Whether it may be sent twice: a read, or a start with an idempotency token. */
  readonly repeatable: boolean;
  /** Time for all attempts and the waits between them. */
  readonly budgetMs: number;
  /** The statuses, in addition to 429, that are retried. Default: those of gateways. */
  readonly isRetried?: (status: number) => boolean;
}

export interface RetryTools {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  /** Called before each wait. */
  readonly onRetry?: (because: string, waitMs: number) => void;
}

/** Maximum of the first wait; the maximum doubles with each retry. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** A host that refuses or does not exist rarely recovers; more attempts would only delay the message. */
const ATTEMPTS_WITHOUT_CONTACT = 3;

/** Repeats `attempt` as the policy allows and returns the last response, even an error. */
export async function retrying(
  attempt: () => Promise<HttpResponse>,
  policy: RetryPolicy,
  tools: RetryTools,
): Promise<HttpResponse> {
  const deadline = tools.clock.now() + policy.budgetMs;
  for (let attempts = 1; ; attempts++) {
    const outcome = await outcomeOf(attempt);
    const because = reasonToRepeat(outcome, policy, attempts);
    const waitMs = because === undefined ? Infinity : waitBefore(outcome, attempts, tools);
    if (because === undefined || tools.clock.now() + waitMs > deadline) {
      return settle(outcome);
    }
    tools.onRetry?.(because, waitMs);
    await tools.clock.sleep(waitMs, tools.signal);
  }
}

type Outcome = { readonly answer: HttpResponse } | { readonly error: unknown };

async function outcomeOf(attempt: () => Promise<HttpResponse>): Promise<Outcome> {
  try {
    return { answer: await attempt() };
  } catch (error) {
    return { error };
  }
}

function settle(outcome: Outcome): HttpResponse {
  if ('error' in outcome) {
    throw outcome.error;
  }
  return outcome.answer;
}

/** The reason for a retry as text, or undefined if the outcome is final. */
function reasonToRepeat(outcome: Outcome, policy: RetryPolicy, attempts: number): string | undefined {
  const { repeatable, isRetried = isOfGateway } = policy;
  if ('answer' in outcome) {
    const { status } = outcome.answer;
    return status === 429 || (repeatable && isRetried(status)) ? `status ${status}` : undefined;
  }
  if (!(outcome.error instanceof NetworkError)) {
    return undefined;
  }
  const { fault, message } = outcome.error;
  if (fault === 'unreachable' || fault === 'refused' || fault === 'proxy') {
    return attempts < ATTEMPTS_WITHOUT_CONTACT ? message : undefined;
  }
  return repeatable && (fault === 'lost' || fault === 'timeout') ? message : undefined;
}

function isOfGateway(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

function waitBefore(outcome: Outcome, attempts: number, { clock, random }: RetryTools): number {
  const asked = 'answer' in outcome ? pauseAskedFor(outcome.answer, clock.now()) : undefined;
  return asked === undefined
    ? random() * Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS)
    : Math.min(asked, LONGEST_PAUSE_MS);
}
