import type { Send } from './message';
import { NetworkError } from './network-error';

/** A slower connection counts as broken. */
const SLOWEST_BYTES_PER_MS = 128;

/** Aborts one attempt after `milliseconds` plus the time that a large body needs; the caller decides whether to retry. */
export function withAttemptTimeout(send: Send, milliseconds: number): Send {
  return async (request) => {
    const sent = typeof request.body === 'object' ? request.body.length : 0;
    const received = request.receiver?.length ?? 0;
    const limit = milliseconds + Math.ceil((sent + received) / SLOWEST_BYTES_PER_MS);
    const timeout = AbortSignal.timeout(limit);
    const signal = request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
    try {
      return await send({ ...request, signal });
    } catch (error) {
      request.signal?.throwIfAborted();
      if (timeout.aborted) {
        throw new NetworkError(
          'timeout',
          `There was no answer within ${limit / 1000} s from ${new URL(request.url).host}`,
          { cause: error },
        );
      }
      throw error;
    }
  };
}
