import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startJob,
  type AgentJob,
  type JobOptions,
  type ServiceEndpoint,
  type Step,
  type StepResult,
} from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { nodes } from '../nodes';
import { NODE_UNDER_TEST } from '../tier';

export const STAGING = join(__dirname, '../../../dist/extension/tasks');

export interface PipelineOptions {
  readonly workspace: Pick<Workspace, 'host' | 'token'>;
  /** Which Node the agent runs the bundle on; that of the tier unless set. */
  readonly node?: 20 | 24;
  /** How many times faster the task's clock runs. */
  readonly speed?: number;
  readonly variables?: JobOptions['variables'];
  readonly endpoint?: Partial<ServiceEndpoint>;
  readonly machine?: Readonly<Record<string, string>>;
  /** The token of the job for Azure DevOps. */
  readonly systemAccessToken?: string;
}

/** A pipeline job on a fresh agent, whose connection leads to the workspace. */
export interface Pipeline {
  readonly job: AgentJob;
  readonly run: (inputs: Readonly<Record<string, string>>, options?: StepOptions) => Promise<StepResult>;
}

export interface StepOptions extends Partial<Step> {
  readonly signal?: AbortSignal;
}

const CONNECTION = '4d5a1c1e-0000-4000-8000-00000000c0de';

/** Gives `use` a pipeline that runs the built DatabricksRunJob, and clears its folder away afterwards. */
export async function inPipeline<T>(
  pipelineOptions: PipelineOptions,
  use: (pipeline: Pipeline) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  try {
    return await use(pipelineIn(folder, pipelineOptions));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The common case: one step in its own job, whose waits pass ten times as fast unless told otherwise. */
export function runStep(
  pipelineOptions: PipelineOptions,
  inputs: Readonly<Record<string, string>>,
  options: StepOptions = {},
): Promise<StepResult> {
  return inPipeline({ speed: 10, ...pipelineOptions }, (pipeline) => pipeline.run(inputs, options));
}

function pipelineIn(
  folder: string,
  { workspace, node = NODE_UNDER_TEST, speed, variables, endpoint, machine, systemAccessToken }: PipelineOptions,
): Pipeline {
  const job = startJob({
    folder,
    nodes,
    endpoints: [{ ...connectionTo(workspace), ...endpoint }],
    variables: { AGENT_USE_NODE24_WITH_HANDLER_DATA: String(node === 24), ...variables },
    ...(systemAccessToken === undefined ? {} : { systemAccessToken }),
    machine: { ...machine, ...(speed === undefined ? {} : fastClock(speed, machine)) },
  });
  return {
    job,
    run: (inputs, { signal, ...step } = {}) =>
      job.runStep(
        {
          taskFolder: join(STAGING, 'DatabricksRunJob'),
          name: 'train',
          ...step,
          inputs: { connection: CONNECTION, ...inputs },
        },
        signal === undefined ? {} : { signal },
      ),
  };
}

function connectionTo({ host, token }: PipelineOptions['workspace']): ServiceEndpoint {
  return {
    id: CONNECTION,
    name: 'databricks-dev',
    type: 'databricks-mlops',
    url: host,
    authorization: { scheme: 'Token', parameters: { apitoken: token } },
  };
}

function fastClock(
  speed: number,
  { NODE_OPTIONS = '' }: PipelineOptions['machine'] = {},
): Readonly<Record<string, string>> {
  const preloaded = `${NODE_OPTIONS} --require=${join(__dirname, '../preloaded/fast-clock.cjs')}`.trim();
  return { NODE_OPTIONS: preloaded, TEST_CLOCK_SPEED: String(speed) };
}
