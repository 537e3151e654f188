export interface LaterSignal {
  readonly signal: AbortSignal;
  /** Has to be called, or the process stays alive for the timer. */
  dispose(): void;
}

/** A signal that follows `signal` some time after it. */
export function abortedLater(signal: AbortSignal, afterMs: number): LaterSignal {
  const later = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    timer = setTimeout(() => later.abort(signal.reason), afterMs);
  };
  if (signal.aborted) {
    begin();
  } else {
    signal.addEventListener('abort', begin, { once: true });
  }
  return {
    signal: later.signal,
    dispose: () => {
      signal.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
}
