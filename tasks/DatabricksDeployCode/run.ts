import { UserError } from '../../lib/core/errors';
import type { Workspace } from '../../lib/databricks/workspace';
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
    case 'files':
    case 'remove':
    case 'gitFolder':
      throw new UserError('INPUTS_REFUSED', {
        what: `Mode '${inputs.mode}' is not there for ${context.workspace.url}.`,
        fix: 'Wait.',
      });
  }
}
