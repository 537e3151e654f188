const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_CHECK_MS = 250;

/** Calls back, maybe more than once, when this process should end: on a signal, or when the npm that started it has ended. */
export function onEnd(end: () => void): void {
  // Never 'once': npm gets Ctrl-C too and passes it on, and the second signal would kill this process midway.
  SIGNALS.forEach((signal) => process.on(signal, end));
  // A server that was detached on purpose must survive its terminal.
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', () => undefined));
  // Without npm in between, the parent may leave this process running on purpose.
  if (['workspace', 'npx'].includes(process.env['npm_lifecycle_event'] ?? '')) {
    whenParentIsGone(end);
  }
}

/** A killed npm does not pass on a signal. */
function whenParentIsGone(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), PARENT_CHECK_MS).unref();
}
