import { UserError } from '../core/errors';
import type { ModelVersion } from '../mlflow/version';
import { VERSION_TAGS } from '../promotion/tags';
import type { RegisteredModel } from '../registry/registered-model';
import type { ModelSource } from './model-source';

/** The versions that were made from the source, by number; none of a model that does not exist. */
export async function versionsOfSource(model: RegisteredModel, source: ModelSource): Promise<readonly ModelVersion[]> {
  if (!(await model.exists())) {
    return [];
  }
  const found: ModelVersion[] = [];
  for (const version of (await model.versions()).filter((each) => mayComeFrom(source, each))) {
    if ((await tagsUnlessGone(model, version.number))?.get(VERSION_TAGS.source) === source.digest) {
      found.push(version);
    }
  }
  return found;
}

/** Whoever made a twin takes it back, maybe at this moment. */
async function tagsUnlessGone(
  model: RegisteredModel,
  number: number,
): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    return await model.tags(number);
  } catch (error) {
    if (error instanceof UserError && error.code === 'VERSION_NOT_FOUND') {
      return undefined;
    }
    throw error;
  }
}

/** Spares the request for the tags of every version. */
function mayComeFrom(
  { uri, address, runId, modelId }: ModelSource,
  version: Pick<ModelVersion, 'source' | 'runId' | 'modelId'>,
): boolean {
  return (
    version.source === uri ||
    version.source === address ||
    (runId !== undefined && version.runId === runId) ||
    (modelId !== undefined && version.modelId === modelId)
  );
}
