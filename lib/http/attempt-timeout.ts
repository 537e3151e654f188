import type { Send } from './message';
import { NetworkError } from './network-error';

/** Gives up on one attempt after `milliseconds`; the caller decides whether there is another. */
export function withAttemptTimeout(send: Send, milliseconds: number): Send {
  return async (request) => {
    const timeout = AbortSignal.timeout(milliseconds);
    const signal = request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
    try {
      return await send({ ...request, signal });
    } catch (error) {
      request.signal?.throwIfAborted();
      if (timeout.aborted) {
        throw new NetworkError(
          'timeout',
          `There was no answer within ${milliseconds / 1000} s from ${new URL(request.url).host}`,
          { cause: error },
        );
      }
      throw error;
    }
  };
}
