const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_CHECK_MS = 250;

/** Calls back, maybe more than once, when this process should end: on a signal, or when the npm that started it is gone. */
export function onEnd(end: () => void): void {
  // Never 'once': Ctrl-C reaches npm as well, which passes it on, and the second one would kill this process midway.
  SIGNALS.forEach((signal) => process.on(signal, end));
  // A closed terminal must not break a server that was detached from it on purpose.
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', () => undefined));
  // Without npm in between, a parent that ends may have meant to leave this process behind.
  if (process.env['npm_lifecycle_event'] === 'workspace') {
    whenParentIsGone(end);
  }
}

/** An npm that is killed passes nothing on. */
function whenParentIsGone(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), PARENT_CHECK_MS).unref();
}
