import { toJson } from '../../core/lossless-json';
import type { Start } from '../../databricks/jobs';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import type { RunInputs } from '../run-inputs';
import { jobStart } from './job-to-run';
import { notebookAt } from './notebook';
import { oneTimeRun, submission } from './one-time-run';
import { notebookParameters, pythonArguments } from './parameters';
import { requirePythonFile } from './python-file';

export interface PreparedStart {
  readonly start: Start;
  readonly notebookId?: string | undefined;
}

/** Turns the inputs into the one request that starts the run, having checked what it names. */
export async function prepareStart(
  inputs: RunInputs,
  { host, workspace }: { readonly host: TaskHost; readonly workspace: Workspace },
): Promise<PreparedStart> {
  const { notebookPath, pythonFile, runFile, parameters, isPlaced = false } = inputs;
  warnOfSecrets(inputs, host);
  if (notebookPath !== undefined) {
    const notebook = isPlaced ? { path: notebookPath, id: undefined } : await notebookAt(notebookPath, workspace);
    const work = {
      notebook_task: { notebook_path: notebook.path, source: 'WORKSPACE', ...notebookParameters(parameters) },
    };
    const start = { ...oneTimeRun(work, inputs, host.facts), part: inputs.part };
    return { start, notebookId: notebook.id };
  }
  if (pythonFile !== undefined) {
    const work = { spark_python_task: { python_file: pythonFile, ...pythonArguments(parameters) } };
    const start = oneTimeRun(work, inputs, host.facts);
    await requirePythonFile(pythonFile, workspace);
    return { start };
  }
  return {
    start:
      runFile === undefined
        ? await jobStart(inputs, parameters, { host, workspace })
        : submission(runFile, inputs, host.facts),
  };
}

/** Run pages show parameters in clear text to everybody who may open them. */
function warnOfSecrets({ parameters, runFile }: RunInputs, host: TaskHost): void {
  const secrets = host.secretsIn(toJson(parameters ?? runFile ?? null));
  if (secrets.length > 0) {
    host.log.warning(
      `The parameters hold the value of secret ${secrets.join(', ')}, which the run page will show in clear text. Put it in a secret scope and read it with dbutils.secrets.get`,
    );
  }
}
