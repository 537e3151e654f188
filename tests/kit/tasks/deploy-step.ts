import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { writeTree, type Tree } from '../deployment/source-tree';
import { inPipeline, type PipelineOptions, type StepOptions } from './pipeline';

export const DESTINATION = '/Shared/ci/churn';
export const IMPORT = '/api/2.0/workspace/import';
const TASK = { taskFolder: join(__dirname, '../../../dist/extension/tasks/DatabricksDeployCode'), name: 'code' };

export interface Deployment {
  /** What the checkout holds. */
  readonly tree?: Tree;
  /** Symbolic links of the checkout, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** Paths that are executable. */
  readonly executable?: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly pipelineOptions?: Partial<PipelineOptions>;
  readonly options?: StepOptions;
}

export interface Deployed extends StepResult {
  /** Text of each artifact. */
  readonly evidence: readonly string[];
}

/** One step on a fresh agent. */
export function deploy(workspace: Workspace, deployment: Deployment, node: 20 | 24 = 20): Promise<Deployed> {
  const { tree = {}, links = {}, executable = [], inputs, pipelineOptions, options } = deployment;
  return inPipeline({ workspace, node, ...pipelineOptions }, async (pipeline) => {
    const sources = pipeline.job.variables.get('System.DefaultWorkingDirectory') ?? '';
    writeTree(sources, tree);
    for (const [path, target] of Object.entries(links)) {
      mkdirSync(dirname(join(sources, path)), { recursive: true });
      symlinkSync(target, join(sources, path));
    }
    executable.forEach((path) => chmodSync(join(sources, path), 0o755));
    const step = await pipeline.run({ destination: `/Workspace${DESTINATION}`, ...inputs }, { ...TASK, ...options });
    return { ...step, evidence: step.uploadedArtifacts.map(({ path }) => readFileSync(path, 'utf8')) };
  });
}

/** A deployment that has to succeed, and the requests that it took. */
export async function deployed(
  workspace: Workspace,
  deployment: Deployment,
  node: 20 | 24 = 20,
): Promise<Deployed & { readonly requests: readonly string[] }> {
  const before = workspace.requests.length;
  const step = await deploy(workspace, deployment, node);
  assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  return { ...step, requests: workspace.requests.slice(before).map(({ method, path }) => `${method} ${path}`) };
}

export function errorOf(step: StepResult): string {
  return step.issues.find(({ type }) => type === 'error')?.message ?? '';
}
