import { isJsonList, toJson, type JsonObject } from '../../core/lossless-json';
import { sha256Hex } from '../../core/node/hash';
import { textContent } from '../../databricks/text-content';
import type { Workspace } from '../../databricks/workspace';
import type { RunInputs } from '../../runs/run-inputs';
import type { ProjectFacts, TaskHost } from '../../task/host';
import { codeDeployment } from '../candidate/code-deployment';
import { deployedNotebook } from '../candidate/deployed-notebook';
import { configurationFor, takesConfiguration } from './quick';

interface Context {
  readonly host: TaskHost;
  readonly workspace: Workspace;
}

/** What a step says to run, and the folder of its evidence. */
type Inputs = RunInputs & { readonly evidence: string | undefined; readonly quick: boolean };

/** The parameter by which training finds everything that holds. */
const PARAMETER = 'mlops_config';
const FILE = 'mlops.json';

interface Configured<I> {
  readonly inputs: I;
  /** Takes away what was left for the training. */
  readonly discard: () => Promise<void>;
}

/** The inputs with the notebook where it is deployed, and for a notebook or Python file with what holds in the environment. */
export async function configured<I extends Inputs>(inputs: I, { host, workspace }: Context): Promise<Configured<I>> {
  const { project } = host;
  const notebookPath = project === undefined ? inputs.notebookPath : placed(inputs, project, host);
  const { parameters } = inputs;
  if (project === undefined || !takesConfiguration(inputs)) {
    return { inputs: { ...inputs, notebookPath }, discard: () => Promise.resolve() };
  }
  const folder = await folderOfRun({ host, workspace });
  const path = await writeConfiguration(configurationFor(inputs, project.configuration), folder, workspace);
  const all = { ...(isJsonList(parameters) ? {} : parameters), [PARAMETER]: path };
  return {
    inputs: { ...inputs, notebookPath, parameters: all },
    discard: () => discard(folder, { host, workspace }),
  };
}

function placed({ notebookPath, evidence }: Inputs, { file }: ProjectFacts, host: TaskHost): string | undefined {
  if (notebookPath === undefined || notebookPath.startsWith('/')) {
    return notebookPath;
  }
  const wanted = { folder: evidence ?? host.evidenceFolder, commit: host.facts.commit, codePath: undefined };
  return deployedNotebook({ notebook: notebookPath, configFile: file }, codeDeployment(wanted));
}

/** The same in each attempt: one that attaches to the run of the attempt before it finds its files, and clears them away. */
async function folderOfRun({ host, workspace }: Context): Promise<string> {
  const { planId, job, step } = host.facts;
  const run = sha256Hex([planId, job, step].join('\n')).slice(0, 16);
  const { userName } = await workspace.scim.me();
  return `/Users/${userName}/.mlops-for-databricks/runs/${run}`;
}

/** Not among the deployed files, which stay as their commit has them. Returns the path for Python. */
async function writeConfiguration(configuration: JsonObject, folder: string, workspace: Workspace): Promise<string> {
  const path = `${folder}/${FILE}`;
  const text = toJson(configuration, 2);
  await workspace.files.makeFolder(folder);
  const content = textContent(text);
  await workspace.files.import({ path, as: { format: 'RAW' }, content, boundary: sha256Hex(text) });
  return `/Workspace${path}`;
}

/** A training that has succeeded does not fail because a file stays behind. */
async function discard(folder: string, { host, workspace }: Context): Promise<void> {
  try {
    await workspace.files.remove(`${folder}/${FILE}`);
    await workspace.files.remove(folder);
  } catch (error) {
    host.log.warning(`${folder} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
