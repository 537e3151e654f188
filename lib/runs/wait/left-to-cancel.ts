import { parseJson, toJson } from '../../core/lossless-json';
import type { Start } from '../../databricks/jobs';
import type { TaskHost } from '../../task/host';

/** What a step leaves to its post-job step: a run that may be alive, or a start without an answer. */
export const LEFT_TO_CANCEL = ['runToCancel', 'startToCancel'] as const;

/** The maximum length of an environment variable on Windows. */
const MOST_CHARACTERS = 32_000;

export interface UnansweredStart {
  readonly start: Start;
  readonly token: string;
}

/** Keeps the start until it is answered. Says whether it could: a body may be too long. */
export function keepStart({ start, token }: UnansweredStart, host: TaskHost): boolean {
  // Encoded, since the agent replaces `$(name)` inside a variable.
  const text = encodeURIComponent(toJson({ start: { ...start }, token }));
  const isKept = text.length <= MOST_CHARACTERS;
  // The body holds whatever the pipeline's parameters hold.
  host.remember('startToCancel', isKept ? text : '', 'secret');
  return isKept;
}

export function keptStart(host: TaskHost): UnansweredStart | undefined {
  const text = host.recall('startToCancel') ?? '';
  // Only `keepStart` writes it.
  return text === '' ? undefined : (parseJson(decodeURIComponent(text)) as unknown as UnansweredStart);
}

export function forgetStart(host: TaskHost): void {
  host.remember('startToCancel', '', 'secret');
}

export function rememberRun(runId: string, host: TaskHost): void {
  host.remember('runToCancel', runId);
}

/** The post-job step then leaves the run alone. */
export function forgetRun(host: TaskHost): void {
  host.remember('runToCancel', '');
}
