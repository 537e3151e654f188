import { UserError } from '../../core/errors';
import { scalarText, toJson, type JsonObject } from '../../core/lossless-json';
import type { Workspace } from '../../databricks/workspace';
import {
  runShippedNotebook,
  type NotebookAnswer,
  type NotebookInputs,
  type ShippedNotebook,
} from '../../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../../task/host';
import type { ModelSource } from './model-source';
import type { MadeVersion } from './one-version';

export interface Upload {
  readonly modelName: string;
  readonly source: ModelSource;
  /** Our marks; a copy brings the other tags of its source along. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Makes a version in Unity Catalog, in a run on Databricks, since its files have to be uploaded. */
export async function uploadVersion(
  upload: Upload,
  inputs: NotebookInputs,
  { host, workspace }: { readonly host: TaskHost; readonly workspace: Workspace },
): Promise<MadeVersion & { readonly run: NotebookAnswer }> {
  const step = { host, workspace, report: () => undefined };
  const run = await runShippedNotebook(notebookFor(upload), inputs, step);
  return { ...madeIn(run.answer, upload), run };
}

/** MLflow copies versions in another way than it registers what a run has logged. */
function notebookFor({ modelName, source: { uri, runId = '', modelId }, tags }: Upload): ShippedNotebook {
  const target = { model_name: modelName, tags: toJson(tags) };
  return uri === `models:/${modelId}` || uri.startsWith('runs:/')
    ? { name: 'register_model', parameters: { ...target, model_uri: uri, run_id: runId } }
    : {
        name: 'copy_model_version',
        parameters: { ...target, source_uri: uri },
      };
}

function madeIn({ version, outcome, refused }: JsonObject, { modelName, source }: Upload): MadeVersion {
  if (typeof refused === 'string') {
    throw new UserError('REGISTRATION_REFUSED', {
      what: `${source.uri} was not registered as a version of ${modelName}: ${refused}.`,
      fix: "Log the model with a signature (log_model's signature or input_example), and register that one.",
    });
  }
  const number = Number(version === undefined ? '' : scalarText(version));
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new UserError('NOTEBOOK_SILENT', {
      what: `The run that registers ${source.uri} succeeded, but does not say which version it created.`,
      fix: 'Re-run this stage: it finds the version if there is one.',
    });
  }
  return { number, outcome: outcome === 'found' ? 'found' : 'registered' };
}
