import { scalarText } from '../../lib/core/lossless-json';
import type { Workspace } from '../../lib/databricks/workspace';
import { misplacedInputs } from '../../lib/deployment/decide';
import { deployFiles } from '../../lib/deployment/deploy';
import { deployGitFolder } from '../../lib/deployment/git-folder/deploy';
import { removeDeployment } from '../../lib/deployment/remove';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import { inputsRefusal } from '../../lib/task/read-inputs';
import type { DatabricksDeployCode } from './definition';

export type Inputs = InputsOf<typeof DatabricksDeployCode>;
export type Outputs = OutputsOf<typeof DatabricksDeployCode>;
export interface Context {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
}

export async function deployCode(inputs: Inputs, context: Context): Promise<Outputs> {
  const misplaced = misplacedInputs(inputs.mode, inputs);
  if (misplaced.length > 0) {
    throw inputsRefusal('DatabricksDeployCode', misplaced);
  }
  switch (inputs.mode) {
    case 'gitFolder':
      return outputsOfGitFolder(await deployGitFolder(inputs, context));
    case 'files':
      return deployFiles({ ...inputs, access: inputs.access?.map(scalarText) }, context);
    case 'remove':
      return removeDeployment(inputs, context);
  }
}

/** Databricks checks out the files and returns neither their number nor hashes; the commit identifies them. */
function outputsOfGitFolder(deployed: Pick<Outputs, 'deployedPath' | 'deployedCommit'>): Outputs {
  return { ...deployed, filesUploaded: '', filesUnchanged: '', filesDeleted: '', contentSha256: '' };
}
