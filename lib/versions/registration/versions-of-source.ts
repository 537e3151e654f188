import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import { unlessDeleted } from '../../registry/unless-deleted';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { ModelSource } from './model-source';

/** The versions from the source, by number; none if the model does not exist. */
export async function versionsOfSource(model: RegisteredModel, source: ModelSource): Promise<readonly ModelVersion[]> {
  if (!(await model.exists())) {
    return [];
  }
  const found: ModelVersion[] = [];
  for (const version of (await model.versions()).filter((each) => mayComeFrom(source, each))) {
    // Somebody else's twin may be taken back at this very moment.
    const tags = await unlessDeleted(() => model.tags(version.number));
    if (tags?.get(VERSION_TAGS.source) === source.digest) {
      found.push(version);
    }
  }
  return found;
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
