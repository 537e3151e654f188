import { RunRecord } from '../../azure-devops/run-record';
import { startAzureDevOps, type AzureDevOps } from '../../azure-devops/server';
import { runFacts, type RunOrigin } from './run-origin';

export interface RunService {
  readonly run: RunRecord;
  readonly server: AzureDevOps;
}

/** What is known of a run before its first job begins. */
export function runRecord(origin: RunOrigin, now: () => number): RunRecord {
  const run = new RunRecord(runFacts(origin, now));
  run.buildNumber = origin.valueOf('Build.BuildNumber') ?? '';
  run.openPullRequests = origin.workspace.openPullRequests;
  return run;
}

/** Azure DevOps for one run. */
export async function startRunService(run: RunRecord): Promise<RunService> {
  return { run, server: await startAzureDevOps(run) };
}
