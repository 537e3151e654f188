import { UserError } from '../../lib/core/errors';
import type { Workspace } from '../../lib/databricks/workspace';
import { deployGitFolder } from '../../lib/deployment/git-folder/deploy';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { DatabricksDeployCode } from './definition';

export type Inputs = InputsOf<typeof DatabricksDeployCode>;
export type Outputs = OutputsOf<typeof DatabricksDeployCode>;
export interface Context {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
}

export async function deployCode(inputs: Inputs, context: Context): Promise<Outputs> {
  switch (inputs.mode) {
    case 'gitFolder':
      return outputsOfGitFolder(await deployGitFolder(inputs, context));
    case 'files':
    case 'remove':
      throw new UserError('INPUTS_REFUSED', {
        what: `Mode '${inputs.mode}' is not there for ${context.workspace.url}.`,
        fix: 'Wait.',
      });
  }
}

/** Databricks checks the files out itself and tells neither their number nor their hashes; the commit stands for them. */
function outputsOfGitFolder(deployed: Pick<Outputs, 'deployedPath' | 'deployedCommit'>): Outputs {
  return { ...deployed, filesUploaded: '', filesUnchanged: '', filesDeleted: '', contentSha256: '' };
}
