import type { Workspace } from '../../lib/databricks/workspace';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import { runTests } from '../../lib/test-runs/run-tests';
import type { DatabricksRunTests } from './definition';

type Outputs = OutputsOf<typeof DatabricksRunTests>;

/** Runs tests on Databricks or on the agent, and fails unless they passed. */
export function runTestsOf(
  inputs: InputsOf<typeof DatabricksRunTests>,
  context: { readonly host: TaskHost<keyof Outputs>; readonly workspace: Workspace },
): Promise<Outputs> {
  return runTests(inputs, context);
}
