import { isJsonList, toJson } from '../../core/lossless-json';
import { sha256Hex } from '../../core/node/hash';
import { textContent } from '../../databricks/text-content';
import type { Workspace } from '../../databricks/workspace';
import type { RunInputs } from '../../runs/run-inputs';
import type { ProjectFacts, TaskHost } from '../../task/host';
import { codeDeployment } from '../candidate/code-deployment';
import { deployedNotebook } from '../candidate/deployed-notebook';

interface Context {
  readonly host: TaskHost;
  readonly workspace: Workspace;
}

/** What a step says to run, and the folder of its evidence. */
type Inputs = RunInputs & { readonly evidence: string | undefined };

/** The parameter by which training finds everything that holds. */
const PARAMETER = 'mlops_config';

/** The inputs with the notebook where it is deployed, and for a notebook or Python file with what holds in the environment. */
export async function configured<I extends Inputs>(inputs: I, { host, workspace }: Context): Promise<I> {
  const { project } = host;
  const notebookPath = project === undefined ? inputs.notebookPath : placed(inputs, project, host);
  const { parameters, pythonFile } = inputs;
  const takesParameters = (notebookPath ?? pythonFile) !== undefined && !isJsonList(parameters ?? {});
  if (project === undefined || !takesParameters) {
    return { ...inputs, notebookPath };
  }
  const path = await writeConfiguration(project, { host, workspace });
  return { ...inputs, notebookPath, parameters: { ...(isJsonList(parameters) ? {} : parameters), [PARAMETER]: path } };
}

function placed({ notebookPath, evidence }: Inputs, { file }: ProjectFacts, host: TaskHost): string | undefined {
  if (notebookPath === undefined || notebookPath.startsWith('/')) {
    return notebookPath;
  }
  const wanted = { folder: evidence ?? host.evidenceFolder, commit: host.facts.commit, codePath: undefined };
  return deployedNotebook({ notebook: notebookPath, configFile: file }, codeDeployment(wanted));
}

/** In a folder of this run: what is deployed stays as its commit has it. Gives the path for Python. */
async function writeConfiguration({ configuration }: ProjectFacts, { host, workspace }: Context): Promise<string> {
  const { planId, job, step, attempt } = host.facts;
  const run = sha256Hex([planId, job, step, attempt].join('\n')).slice(0, 16);
  const { userName } = await workspace.scim.me();
  const folder = `/Users/${userName}/.mlops-for-databricks/runs/${run}`;
  const path = `${folder}/mlops.json`;
  const text = toJson(configuration, 2);
  await workspace.files.makeFolder(folder);
  const content = textContent(text);
  await workspace.files.import({ path, as: { format: 'RAW' }, content, boundary: sha256Hex(text) });
  return `/Workspace${path}`;
}
