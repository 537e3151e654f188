import { UserError } from '../core/errors';
import { nearest } from '../core/nearest';
import { ApiError } from '../databricks/api/api-error';
import type { ModelVersion } from '../mlflow/version';
import type { Dialect } from './dialects/dialect';
import { REGISTRY_NAME } from './kind';
import { byNumber } from './version-order';

export function isAbsent(error: unknown): error is ApiError {
  return error instanceof ApiError && error.kind === 'absent';
}

/** Reads something of a model; if it does not exist, the error suggests similar names. */
export async function ofModel<T>(dialect: Dialect, model: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw isAbsent(error) ? await modelMissing(dialect, model, error) : error;
  }
}

/** The same for a version; distinguishes a missing version from a missing model. */
export async function ofVersion<T>(
  dialect: Dialect,
  { model, number }: Pick<ModelVersion, 'model' | 'number'>,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isAbsent(error)) {
      throw error;
    }
    await ofModel(dialect, model, () => dialect.model(model));
    const present = byNumber(await dialect.versionsOf(model)).map((version) => version.number);
    if (present.includes(number)) {
      // Something of the version is missing, not the version.
      throw error;
    }
    throw new UserError('VERSION_NOT_FOUND', {
      what: `There is no version ${number} of ${model} in ${REGISTRY_NAME[dialect.kind]} (${dialect.address}).`,
      fix: present.length === 0 ? 'The model has no version yet; train it first.' : `It has ${newest(present)}.`,
      cause: error,
    });
  }
}

async function modelMissing(dialect: Dialect, model: string, cause: ApiError): Promise<UserError> {
  const close = nearest(model, await namesOrNone(dialect, model));
  return new UserError('MODEL_NOT_FOUND', {
    what: `There is no model ${model} in ${REGISTRY_NAME[dialect.kind]} (${dialect.address}) that this identity can see.`,
    fix:
      close.length > 0
        ? `Set 'modelName' to one of: ${close.join(', ')}.`
        : `Train the model first, or correct 'modelName' or 'registry'.`,
    cause,
  });
}

/** The list only improves the message; a failure to read it must not hide the real error. */
async function namesOrNone(dialect: Dialect, model: string): Promise<readonly string[]> {
  try {
    return await dialect.namesNear(model);
  } catch (error) {
    if (error instanceof ApiError) {
      return [];
    }
    throw error;
  }
}

function newest(numbers: readonly number[]): string {
  const shown = numbers.slice(-10);
  return `${shown.length < numbers.length ? '…, ' : ''}${shown.join(', ')}`;
}
