import { UserError } from '../core/errors';
import { toJson } from '../core/lossless-json';
import { sha256Hex } from '../core/node/hash';
import type { RunStep } from '../runs/run-to-end';
import { runShippedNotebook, type NotebookInputs } from '../shipped-notebooks/run-shipped-notebook';
import { fetchedReport } from './fetched-report';
import { NOTEBOOK_MODULES, RUNNER_NOTEBOOK } from './runner-files';
import { runnerRequest, type TestInputs } from './runner-request';
import type { TestReport } from './test-report';

/** The run's own limit comes this much after that of the tests, so that it can still tell which test was running. */
const TO_REPORT_MS = 15_000;

/** Runs the tests as a job, and takes their report from exactly this run. */
export async function testsOnDatabricks(inputs: TestInputs & NotebookInputs, step: RunStep): Promise<TestReport> {
  const { host, workspace } = step;
  const tests = posixPath(inputs.testsPath);
  await requireDeployed(tests, inputs, step);
  const request = toJson(runnerRequest(tests, inputs, host.project?.configuration));
  const nonce = nonceOf(request, step);
  const limitMs = inputs.timeoutMinutes === undefined ? undefined : inputs.timeoutMinutes * 60_000 - TO_REPORT_MS;
  const endsAt = limitMs === undefined ? '' : String(((await workspace.timeOfFirstAnswer()) + limitMs) / 1000);
  const notebook = {
    name: RUNNER_NOTEBOOK,
    modules: NOTEBOOK_MODULES,
    files: { 'request.json': request },
    parameters: { nonce, ends_at: endsAt },
  };
  const { answer, runId, runUrl, folder } = await runShippedNotebook(notebook, inputs, step);
  return fetchedReport({ answer, nonce, folder, runId, runUrl }, workspace);
}

/** The same for each attempt of a step that asks for the same tests: one may attach to the run of the attempt before it. */
function nonceOf(request: string, { host }: RunStep): string {
  const { planId, stage, job, step } = host.facts;
  return sha256Hex([planId, stage, job, step, request].join('\n'));
}

/** As Python opens it. */
function posixPath(path: string): string {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return /^\/(?:Workspace|Volumes|dbfs)\//.test(plain) ? plain : `/Workspace${plain}`;
}

/** Before a cluster starts. What is in a volume only the run can tell. */
async function requireDeployed(tests: string, { testsPath }: TestInputs, { workspace }: RunStep): Promise<void> {
  const inWorkspace = /^\/Workspace(\/.*)$/.exec(tests)?.[1];
  const isThere = !testsPath.startsWith('/')
    ? false
    : inWorkspace === undefined || (await workspace.files.status(inWorkspace)) !== undefined;
  if (!isThere) {
    throw new UserError('TESTS_NOT_FOUND', {
      what: `There are no tests at ${testsPath} in ${workspace.url}.`,
      fix: "Set 'testsPath' to a deployed folder or file, e.g. $(code.deployedPath)/tests/unit, or 'where: agent' for tests of the checkout.",
    });
  }
}
