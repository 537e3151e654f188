/** Aborts on the first signal by which an agent asks a step to stop: Ctrl-C, then Ctrl-Break on Windows or SIGTERM elsewhere. */
export function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
    process.on(name, () => controller.abort(new Error('The pipeline was cancelled.')));
  }
  return controller.signal;
}
