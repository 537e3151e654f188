import type { Clock } from '../core/clock';
import { formatDuration } from '../core/durations';
import { UserError } from '../core/errors';
import type { ModelVersion } from '../mlflow/version';
import type { RegisteredModel } from './registered-model';

export interface Readiness {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

const WAIT_MS = 5000;
/** After the upload, only the registry's own work remains. */
const GIVE_UP_AFTER_MS = 10 * 60_000;

/**
 * The version when its files are ready, which may take ten minutes.
 * Failed, unknown and too late are errors: such a version is not usable.
 */
export async function untilReady(
  model: RegisteredModel,
  number: number,
  { clock, signal }: Readiness,
): Promise<ModelVersion> {
  const since = clock.now();
  for (;;) {
    const version = await model.version(number);
    if (version.status === 'READY') {
      return version;
    }
    const waited = clock.now() - since;
    if (version.status !== 'PENDING' || waited + WAIT_MS > GIVE_UP_AFTER_MS) {
      throw notReady(version, waited);
    }
    await clock.sleep(WAIT_MS, signal);
  }
}

function notReady({ number, model, status, statusText }: ModelVersion, waited: number): UserError {
  return new UserError('VERSION_NOT_READY', {
    what: `Version ${number} of ${model} is not ready (${statusText === '' ? 'no status' : statusText})${status === 'PENDING' ? ` after ${formatDuration(waited)}` : ''}.`,
    fix: FIX[status === 'PENDING' || status === 'FAILED' ? status : 'UNKNOWN'],
  });
}

const FIX = {
  PENDING: 'Look at the output of the run that registers it; re-run this stage when the version is ready.',
  FAILED: 'Register the model again; the message says what was wrong with this version.',
  UNKNOWN: 'Update the extension: this version of it does not know that status.',
} as const;
