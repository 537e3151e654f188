import { toJson } from '../../lib/core/lossless-json';
import type { Start } from '../../lib/databricks/jobs';
import type { Workspace } from '../../lib/databricks/workspace';
import { jobStart } from '../../lib/runs/job-to-run';
import { notebookAt } from '../../lib/runs/notebook';
import { oneTimeRun, submission } from '../../lib/runs/one-time-run';
import { notebookParameters, pythonArguments } from '../../lib/runs/parameters';
import { requirePythonFile } from '../../lib/runs/python-file';
import type { InputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { DatabricksRunJob } from './definition';

export interface Prepared {
  readonly start: Start;
  readonly notebookId?: string | undefined;
}

/** Turns the inputs into the one request that starts the run, having checked what it names. */
export async function prepareStart(
  inputs: InputsOf<typeof DatabricksRunJob>,
  { host, workspace }: { readonly host: TaskHost; readonly workspace: Workspace },
): Promise<Prepared> {
  const { notebookPath, pythonFile, runFile, parameters } = inputs;
  warnOfSecrets(inputs, host);
  if (notebookPath !== undefined) {
    const notebook = await notebookAt(notebookPath, workspace);
    const work = {
      notebook_task: { notebook_path: notebook.path, source: 'WORKSPACE', ...notebookParameters(parameters) },
    };
    return { start: oneTimeRun(work, inputs, host.facts), notebookId: notebook.id };
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
function warnOfSecrets({ parameters, runFile }: InputsOf<typeof DatabricksRunJob>, host: TaskHost): void {
  const secrets = host.secretsIn(toJson(parameters ?? runFile ?? null));
  if (secrets.length > 0) {
    host.log.warning(
      `The parameters hold the value of secret ${secrets.join(', ')}, which the run page will show in clear text. Put it in a secret scope and read it with dbutils.secrets.get`,
    );
  }
}
