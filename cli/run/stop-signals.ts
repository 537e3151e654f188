/** Ctrl-C cancels, as the button of the service does; a second one ends everything at once. */
export function stopSignals(): { readonly cancel: AbortController; readonly kill: AbortController; close(): void } {
  const cancel = new AbortController();
  const kill = new AbortController();
  const stop = (): void => {
    (cancel.signal.aborted ? kill : cancel).abort(new Error('canceled'));
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  signals.forEach((signal) => process.on(signal, stop));
  return { cancel, kill, close: () => signals.forEach((signal) => process.off(signal, stop)) };
}
