import { UserError } from '../../core/errors';
import { readBack } from '../../core/read-back';
import { ApiError } from '../../databricks/api/api-error';
import { leavesDoubt } from '../../databricks/api/passing';
import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import type { TaskHost } from '../../task/host';
import type { ModelSource } from './model-source';
import { versionsOfSource } from './versions-of-source';

export interface MadeVersion {
  readonly number: number;
  /** Whether this step created it; an existing version must not be deleted. */
  readonly outcome: 'registered' | 'found';
}

export interface Registration {
  readonly model: RegisteredModel;
  readonly source: ModelSource;
  /** Makes a version that carries the digest of the source from its first moment. */
  readonly make: () => Promise<MadeVersion>;
  readonly host: TaskHost;
}

const MOST_ATTEMPTS = 3;

/**
 * The one version of the source, made if it is not there. Of two that are made at the same time, the older stays and
 * whoever made the other takes it back; a version whose files never arrived does not count.
 */
export async function oneVersion(registration: Registration): Promise<MadeVersion> {
  const [found] = await usable(registration);
  if (found !== undefined) {
    return { number: found.number, outcome: 'found' };
  }
  const made = await madeOrFound(registration);
  return made.outcome === 'found' ? made : withoutTwin(made, registration);
}

/**
 * A request that may have been lost is made again once nothing has come of it for a while; should the first one arrive
 * after all, the two are twins like any others.
 */
async function madeOrFound(registration: Registration, attemptsLeft = MOST_ATTEMPTS - 1): Promise<MadeVersion> {
  const { make, host } = registration;
  try {
    return await make();
  } catch (error) {
    if (!isUncertain(error)) {
      throw error;
    }
    const { seen } = await readBack(
      () => usable(registration),
      (versions) => versions.length > 0,
      host,
    );
    const [found] = seen;
    if (found !== undefined) {
      return { number: found.number, outcome: 'found' };
    }
    if (attemptsLeft === 0) {
      throw error;
    }
    return madeOrFound(registration, attemptsLeft - 1);
  }
}

/** The request may have had its effect, or several such requests had. */
function isUncertain(error: unknown): boolean {
  return leavesDoubt(error) || (error instanceof UserError && error.code === 'REGISTRY_UNCLEAR');
}

async function withoutTwin(made: MadeVersion, { model, source, host }: Registration): Promise<MadeVersion> {
  const { isOurs, seen } = await readBack(
    () => versionsOfSource(model, source),
    (versions) => versions.some(({ number }) => number === made.number),
    host,
  );
  if (!isOurs) {
    throw new UserError('REGISTRY_UNCLEAR', {
      what: `Version ${made.number} of ${model.name} was registered, but the registry does not show it with its source.`,
      fix: 'Re-run this stage: it finds the version if it exists by then; otherwise somebody deleted it.',
    });
  }
  const oldest = seen.find(isUsable);
  if (oldest === undefined || oldest.number >= made.number) {
    return made;
  }
  await takeBack(made.number, oldest.number, { model, host });
  return { number: oldest.number, outcome: 'found' };
}

async function takeBack(
  number: number,
  older: number,
  { model, host }: Pick<Registration, 'model' | 'host'>,
): Promise<void> {
  const twins = `Version ${older} of ${model.name} was registered from the same source at the same time`;
  try {
    await model.deleteVersion(number);
    host.log.info(`${twins}; version ${number} was deleted`);
  } catch (error) {
    if (!(error instanceof ApiError && error.kind === 'permission')) {
      throw error;
    }
    host.log.warning(`${twins}; version ${number}, which is the same, could not be deleted: ${error.message}`);
  }
}

async function usable({ model, source }: Registration): Promise<readonly ModelVersion[]> {
  return (await versionsOfSource(model, source)).filter(isUsable);
}

function isUsable({ status }: ModelVersion): boolean {
  return status !== 'FAILED';
}
