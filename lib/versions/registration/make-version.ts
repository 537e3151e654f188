import type { Workspace } from '../../databricks/workspace';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { NotebookAnswer, NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../../task/host';
import type { ModelSource } from './model-source';
import type { MadeVersion } from './one-version';
import { uploadVersion } from './upload';

export interface VersionToMake {
  readonly model: RegisteredModel;
  readonly source: ModelSource;
  /** Our tags, including the digest of the source; set when the version is created. */
  readonly marks: Readonly<Record<string, string>>;
  /** More tags if a request creates the version; an upload copies those of its source. */
  readonly details?: { readonly tags: Readonly<Record<string, string>>; readonly description: string };
}

export interface MakingTools {
  readonly host: TaskHost;
  readonly registry: Registry;
  /** Opened on first use; a plain MLflow server has none. */
  readonly workspace: Workspace;
}

/** Creates a version, and its model if missing: by a request, or in a run on Databricks if files must be uploaded. */
export async function makeVersion(
  { model, source, marks, details }: VersionToMake,
  inputs: NotebookInputs,
  tools: MakingTools,
): Promise<MadeVersion & { readonly run?: NotebookAnswer }> {
  if (tools.registry.kind === 'unityCatalog') {
    return uploadVersion({ modelName: model.name, source, tags: marks }, inputs, tools);
  }
  if (!(await model.exists())) {
    await model.create('');
  }
  const { address, runId, modelId } = source;
  const tags = { ...details?.tags, ...marks };
  const description = details?.description || undefined;
  const { number } = await model.createVersion({ source: address, runId, modelId, tags, description });
  return { number, outcome: 'registered' };
}
