import { readMlModel, type MlModel } from '../../mlflow/mlmodel';
import type { ModelFiles } from '../../mlflow/model-files';

export const ML_MODEL = 'MLmodel';
/** The largest that MLflow writes is some kilobytes. */
export const LARGEST_TEXT = 1024 * 1024;

/** Throws with a reason when the model does not say what it is. */
export async function mlModelIn(files: ModelFiles): Promise<MlModel> {
  const listed = await files.list();
  const file = listed.find(({ path }) => path === ML_MODEL);
  if (file === undefined) {
    throw new Error(`there is no ${ML_MODEL} among its ${listed.length} files`);
  }
  if (file.size > LARGEST_TEXT) {
    throw new Error(`${ML_MODEL} has ${file.size} bytes, and no more than ${LARGEST_TEXT} are read`);
  }
  const mlModel = readMlModel(await files.text(ML_MODEL));
  if (mlModel === undefined) {
    throw new Error(`${ML_MODEL} is not a YAML map`);
  }
  return mlModel;
}
