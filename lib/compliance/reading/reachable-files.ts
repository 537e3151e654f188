import type { ModelFiles } from '../../mlflow/model-files';
import type { RegistryKind } from '../../registry/kind';
import type { RunStep } from '../../runs/run-to-end';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import { streamedFiles } from '../probe/streamed-files';
import { ML_MODEL } from './ml-model';
import { seen } from './unseen';

/** How a job brings files. */
export interface Courier {
  readonly registry: RegistryKind;
  readonly inputs: NotebookInputs;
  readonly step: () => RunStep;
  readonly signal: AbortSignal;
}

/** The files as the agent gets them, or as a job brings them where their storage lets the agent nowhere near. */
export async function reachableFiles(direct: ModelFiles, modelUri: string, courier: Courier): Promise<ModelFiles> {
  const { registry, inputs, step, signal } = courier;
  const reached = await seen(() => touch(direct), signal);
  if ('value' in reached || registry === 'mlflow') {
    return direct;
  }
  const running = step();
  running.host.log.info(`The agent cannot read the files of ${modelUri}, so a job fetches them: ${reached.unseen}`);
  return streamedFiles({ modelUri, registry }, inputs, running);
}

/** What a model without MLmodel lacks is for the checks to say. */
async function touch(files: ModelFiles): Promise<void> {
  const listed = await files.list();
  if (listed.some(({ path }) => path === ML_MODEL)) {
    await files.text(ML_MODEL);
  }
}
