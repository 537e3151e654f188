import { codeDeployment } from '../../lib/candidate/code-deployment';
import { deployedNotebook } from '../../lib/candidate/deployed-notebook';
import { isJsonList, toJson } from '../../lib/core/lossless-json';
import { sha256Hex } from '../../lib/core/node/hash';
import { textContent } from '../../lib/databricks/text-content';
import type { Workspace } from '../../lib/databricks/workspace';
import type { InputsOf } from '../../lib/task/definition';
import type { ProjectFacts, TaskHost } from '../../lib/task/host';
import type { MLflowTrainModel } from './definition';

type Inputs = InputsOf<typeof MLflowTrainModel>;
interface Context {
  readonly host: TaskHost;
  readonly workspace: Workspace;
}

/** The parameter by which training finds everything that holds. */
const PARAMETER = 'mlops_config';

/** The inputs with the notebook where it is deployed, and for a notebook or Python file with what holds in the environment. */
export async function configured(inputs: Inputs, { host, workspace }: Context): Promise<Inputs> {
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
