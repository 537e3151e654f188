import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { StepResult } from '../../../local/agent/job';
import type { Seed } from '../../../local/workspace/seed';
import type { Workspace } from '../../../local/workspace/workspace';
import { GitOrigin } from '../git-origin';
import { call } from '../workspace/stand-in';
import { inPipeline, type StepOptions } from './pipeline';
import { useWorkspaces } from './workspace-under-test';

export const REPOS = '/api/2.0/repos';
export const PATH = '/Shared/ci/churn';
export const URL_OF_CLONE = 'https://dev.azure.com/contoso/churn/_git/churn';
// Azure Repos writes the organization in front of the host.
const URL_OF_RUN = 'https://contoso@dev.azure.com/contoso/churn/_git/churn';
const TASK = { taskFolder: join(__dirname, '../../../dist/extension/tasks/DatabricksDeployCode'), name: 'code' };

export interface Run {
  /** The commit that the pipeline tests. */
  readonly commit: string;
  readonly ref?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly options?: StepOptions;
  /** How much faster waits pass. */
  readonly speed?: number;
  /** Gets the folder of the agent that holds sources and evidence, before the step runs. */
  readonly prepare?: (folder: string) => void;
}

export interface Deployed extends StepResult {
  /** The content of each artifact. */
  readonly evidence: readonly JsonObject[];
}

export interface GitFolderFixture {
  readonly workspace: Workspace;
  readonly deploy: (run: Run) => Promise<Deployed>;
}

export interface GitFolderFixtures {
  readonly fixture: (seed?: Seed) => GitFolderFixture;
  readonly origin: () => GitOrigin;
  /** The commit on main that every test begins with. */
  readonly first: () => string;
}

/** Gives each test its own repository, and workspaces that can clone it. */
export function useGitFolderFixtures(node: 20 | 24): GitFolderFixtures {
  const newWorkspace = useWorkspaces();
  let origin: GitOrigin;
  let first: string;
  beforeEach(() => {
    origin = new GitOrigin();
    first = origin.commit('main', {
      'train.py': '# Databricks notebook source\nprint("one")\n',
      'conf/settings.json': '{"depth": 1}',
    });
  });
  afterEach(() => origin.remove());
  const fixture = (seed: Seed = {}): GitFolderFixture => {
    const workspace = newWorkspace({ gitRemotes: { [URL_OF_CLONE]: origin.folder }, ...seed });
    return { workspace, deploy: (run) => deployment(workspace, node, run) };
  };
  return { fixture, origin: () => origin, first: () => first };
}

function deployment(workspace: Workspace, node: 20 | 24, run: Run): Promise<Deployed> {
  const { commit, ref = 'refs/heads/main', variables, inputs, options, speed = 100 } = run;
  const facts = { 'Build.Repository.Uri': URL_OF_RUN, 'Build.SourceVersion': commit, 'Build.SourceBranch': ref };
  return inPipeline({ workspace, node, speed, variables: { ...facts, ...variables } }, async (pipeline) => {
    run.prepare?.(pipeline.job.variables.get('Pipeline.Workspace') ?? '');
    const given = { mode: 'gitFolder', destination: `/Workspace${PATH}`, ...inputs };
    const step = await pipeline.run(given, { ...TASK, ...options });
    return { ...step, evidence: step.uploadedArtifacts.map(({ path }) => jsonIn(path)) };
  });
}

/** Resolves once every clone and checkout that was asked for has ended: a workspace does one after the other, deletions too. */
export async function gitWorkEnded(workspace: Workspace): Promise<void> {
  await call(workspace, 'POST /api/2.0/workspace/delete', { path: '/Shared/nothing-there' });
}

function jsonIn(file: string): JsonObject {
  return JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
}

export function assertDeployed(step: StepResult, commit: string): void {
  assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  assert.equal(step.outputs['deployedPath'], `/Workspace${PATH}`);
  assert.equal(step.outputs['deployedCommit'], commit);
  assert.equal(step.outputs['contentSha256'], '');
}

export function assertFailed(step: StepResult, says: RegExp): void {
  assert.equal(step.result, 'Failed', step.log.join('\n'));
  assert.match(step.issues.find(({ type }) => type === 'error')?.message ?? '', says);
}
