import { UserError } from '../core/errors';
import type { Workspace } from '../databricks/workspace';
import type { NotebookInputs } from '../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../task/host';
import { inputsRefusal } from '../task/read-inputs';
import { complaintsAbout } from './complaints';
import { countsOf, decide } from './decide';
import { testsOnAgent } from './on-agent';
import { testsOnDatabricks } from './on-databricks';
import type { TestInputs } from './runner-request';
import { show } from './show';
import { sourcesOf } from './sources';
import type { TestReport } from './test-report';

export interface RunTestsInputs extends TestInputs, NotebookInputs {
  readonly testRunTitle: string | undefined;
  readonly allowNoTests: boolean;
  readonly connection: string | undefined;
  readonly azureConnection: string | undefined;
}

export interface RunTestsOutputs {
  readonly total: string;
  readonly passed: string;
  readonly failed: string;
  readonly skipped: string;
  readonly resultsFile: string;
  readonly runId: string;
  readonly runUrl: string;
}

interface Context {
  readonly host: TaskHost<keyof RunTestsOutputs>;
  readonly workspace: Workspace;
}

/** Runs the tests, shows each of them, and fails unless all that were to run have passed or were skipped. */
export async function runTests(inputs: RunTestsInputs, context: Context): Promise<RunTestsOutputs> {
  const { host } = context;
  const complaints = complaintsAbout(inputs);
  if (complaints.length > 0) {
    throw inputsRefusal('DatabricksRunTests', complaints);
  }
  const known = { runId: '', runUrl: '' };
  const report = await reportOf(inputs, context, known);

  const { refusal, warning } = decide(report, inputs);
  const { logOutput, testRunTitle } = inputs;
  const title = testRunTitle ?? `Tests in ${inputs.testsPath}`;
  const sources = sourcesOf(report.project, host);
  const resultsFile = show({ report, title, sources, logOutput, isRed: refusal !== undefined }, host);
  const { total, passed, failed, skipped } = countsOf(report.cases);
  const counts = { total: `${total}`, passed: `${passed}`, failed: `${failed}`, skipped: `${skipped}` };
  host.setOutputs({ ...counts, resultsFile });
  if (refusal !== undefined) {
    throw new UserError(refusal.code, refusal);
  }
  if (warning !== undefined) {
    host.raiseIssue(warning);
  }
  return { ...counts, resultsFile, ...known };
}

function reportOf(
  inputs: RunTestsInputs,
  { host, workspace }: Context,
  known: { runId: string; runUrl: string },
): Promise<TestReport> {
  if (inputs.where === 'agent') {
    return testsOnAgent(inputs, host);
  }
  return testsOnDatabricks(inputs, {
    host,
    workspace,
    report: ({ runId, runUrl }) => {
      Object.assign(known, { runId: runId ?? known.runId, runUrl: runUrl ?? known.runUrl });
      host.setOutputs(known);
    },
  });
}
