import { UserError } from '../core/errors';
import { readMlModel, type MlModel } from '../mlflow/mlmodel';
import type { ModelFiles } from '../mlflow/model-files';
import type { ModelVersion } from '../mlflow/version';
import { isAbsent } from './missing';

/** Reads the MLmodel file of a version; MLflow cannot load a version without one. */
export async function mlModelOf(version: Pick<ModelVersion, 'model' | 'number'>, files: ModelFiles): Promise<MlModel> {
  const mlModel = readMlModel(await textOf(version, files));
  if (mlModel === undefined) {
    throw unread(version, 'is no YAML map');
  }
  return mlModel;
}

async function textOf(version: Pick<ModelVersion, 'model' | 'number'>, files: ModelFiles): Promise<string> {
  const listed = await files.list().catch((error: unknown) => {
    throw isAbsent(error) ? unread(version, 'is not there', error) : error;
  });
  if (!listed.some(({ path }) => path === 'MLmodel')) {
    throw unread(version, 'is not there');
  }
  return files.text('MLmodel');
}

function unread({ model, number }: Pick<ModelVersion, 'model' | 'number'>, why: string, cause?: unknown): UserError {
  return new UserError('MODEL_FILES_UNREAD', {
    what: `The file MLmodel of version ${number} of ${model} ${why}.`,
    fix: 'Register a model that MLflow has written.',
    cause,
  });
}
