import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseJson, type JsonObject } from '../../lib/core/lossless-json';
import { startJob } from '../../local/agent/job';
import type { Workspace } from '../../local/workspace/workspace';
import { taskFolder } from './built-extension';
import { MODEL } from './compared-models';
import { CONNECTION, connectionTo } from './connection';

const RUN = '/api/2.2/jobs/runs/get';
const PROJECT = `version: 1
model: { problem: binary }
data:
  training: { table: main.ml.customers }
  evaluation: { table: main.ml.holdout, label: label, key: id }
comparison:
  prediction: predict_proba
  primary: { metric: average_precision }
environments:
  prod: { modelName: ${MODEL} }
`;

export interface CompareTimes {
  /** From the start of the process to its end, but for the time in which a run was alive. */
  readonly secondsBeyondRuns: number;
  /** Of the step itself, but for the looks at runs that it waits for. */
  readonly requests: number;
}

/** Compares two versions by the packaged task on a fresh agent, as a report: no compliance check is measured with it. */
export async function compareStep(workspace: Workspace, folder: string): Promise<CompareTimes> {
  const agent = mkdtempSync(join(folder, 'agent-'));
  const sources = join(agent, 'sources');
  mkdirSync(sources);
  writeFileSync(join(sources, 'mlops.yml'), PROJECT);
  const job = startJob({
    folder: agent,
    nodes: { 20: process.execPath, 24: process.execPath },
    variables: { 'System.DefaultWorkingDirectory': sources, 'Build.SourcesDirectory': sources },
    endpoints: [connectionTo(workspace)],
  });
  const [requestsBefore, runsBefore] = [workspace.requests.length, workspace.runs().length];
  const begun = performance.now();
  const { outputs, log } = await job.runStep({
    taskFolder: taskFolder('MLflowCompareModels'),
    name: 'compare',
    inputs: {
      connection: CONNECTION,
      configFile: 'mlops.yml',
      environment: 'prod',
      modelVersion: '2',
      champion: 'alias:champion',
      mode: 'report',
    },
  });
  const seconds = (performance.now() - begun) / 1000;
  if (outputs['verdict'] !== 'SUPERIOR') {
    throw new Error(log.join('\n'));
  }
  const ofStep = workspace.requests
    .slice(requestsBefore)
    .filter(({ path, headers }) => path !== RUN && String(headers['user-agent']).includes('MLflowCompareModels'));
  const runs = workspace.runs().slice(runsBefore);
  return { secondsBeyondRuns: seconds - (await secondsOf(runs, workspace)), requests: ofStep.length };
}

/** The time in which at least one of the runs was alive. */
async function secondsOf(runs: readonly { readonly runId: string }[], { host, token }: Workspace): Promise<number> {
  const times = await Promise.all(
    runs.map(async ({ runId }) => {
      const answer = await fetch(`${host}${RUN}?run_id=${runId}`, { headers: { authorization: `Bearer ${token}` } });
      const { start_time: start, end_time: end } = parseJson(await answer.text()) as JsonObject;
      return { start: Number(start), end: Number(end) };
    }),
  );
  let [alive, until] = [0, 0];
  for (const { start, end } of times.toSorted((one, other) => one.start - other.start)) {
    alive += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return alive / 1000;
}
