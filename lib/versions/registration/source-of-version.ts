import type { ModelVersion } from '../../mlflow/version';
import { sourceDigest, type ModelSource } from './model-source';

/** A version as what another one is made from. Its files are those that it was registered from, but in Unity Catalog, which keeps its own. */
export function sourceOfVersion(version: ModelVersion, marks: ModelSource['marks']): ModelSource {
  const { model, number, source, runId, modelId, createdAt } = version;
  return {
    uri: `models:/${model}/${number}`,
    address: source,
    runId,
    modelId,
    // A version made anew under the same number is another one.
    digest: sourceDigest(['version', model, number, createdAt]),
    marks,
  };
}
