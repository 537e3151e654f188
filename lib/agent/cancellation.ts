import { UserError } from '../core/errors';

/** Aborts on the first signal by which an agent asks a step to stop: Ctrl-C, then Ctrl-Break on Windows or SIGTERM elsewhere. */
export function cancellation(): AbortSignal {
  const controller = new AbortController();
  const reason = new UserError('CANCELED', {
    what: 'The pipeline was cancelled.',
    fix: 'Re-run this stage if that was a mistake.',
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) {
    process.on(name, () => controller.abort(reason));
  }
  return controller.signal;
}
