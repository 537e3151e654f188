import { UserError } from '../core/errors';
import { leavesDoubt } from '../databricks/api/passing';
import type { NewVersion } from '../mlflow/models-client';
import type { ModelVersion } from '../mlflow/version';
import type { Dialect } from './dialects/dialect';
import { REGISTRY_NAME } from './kind';

/** Registers a version. The request has no idempotency token, so after a lost response it looks for the new version. */
export async function createVersionOnce(dialect: Dialect, model: string, version: NewVersion): Promise<ModelVersion> {
  if (dialect.createVersion === undefined) {
    throw new UserError('REGISTRY_LIMITED', {
      what: `A version of ${model} cannot be created by a request: in ${REGISTRY_NAME[dialect.kind]} it is an upload of the model's files.`,
      fix: 'Register it in a run on Databricks, as MLflowTrainModel and MLflowRegisterModel do.',
    });
  }
  const before = new Set((await dialect.versionsOf(model)).map(({ number }) => number));
  try {
    return await dialect.createVersion(model, version);
  } catch (error) {
    if (!leavesDoubt(error)) {
      throw error;
    }
    const [found, ...others] = (await dialect.versionsOf(model)).filter(
      ({ number, source, runId }) =>
        !before.has(number) && source === version.source && (version.runId === undefined || runId === version.runId),
    );
    if (found === undefined) {
      throw error;
    }
    if (others.length > 0) {
      throw severalNew(model, [found, ...others], error);
    }
    return found;
  }
}

function severalNew(model: string, versions: readonly ModelVersion[], cause: unknown): UserError {
  const numbers = versions.map(({ number }) => number).join(', ');
  return new UserError('REGISTRY_UNCLEAR', {
    what: `The answer to a registration was lost, and ${model} has several new versions of the same source: ${numbers}.`,
    fix: 'Delete those that nobody needs, then re-run this stage.',
    cause,
  });
}
