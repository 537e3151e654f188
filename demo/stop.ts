/** Aborts when the reader wants to stop: Ctrl-C, a closed terminal, or a request to end. */
export function stopOnSignals(): AbortController {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not `once`: a second Ctrl-C must not interrupt the clean-up.
    process.on(signal, () => stopping.abort());
  }
  return stopping;
}
