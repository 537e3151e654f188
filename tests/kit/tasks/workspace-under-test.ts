import type { Seed } from '../../../local/workspace/seed';
import type { Workspace } from '../../../local/workspace/workspace';
import { useServer, type ServerOptions } from '../workspace/test-server';

/** Starts one server before the tests of a file and gives each test an isolated workspace on it. */
export function useWorkspaces(options: ServerOptions = {}): (seed?: Seed) => Workspace {
  const server = useServer(options);
  const used: Workspace[] = [];
  // The server runs a few Python processes at a time, so none may be left to the next test.
  afterEach(async () => {
    const workspacesOfTest = used.splice(0);
    await Promise.all(workspacesOfTest.map((workspace) => workspace.close()));
    workspacesOfTest.forEach(({ findings }) => findings.assertNone());
  });
  return (seed) => {
    const workspace = server().addWorkspace(seed);
    used.push(workspace);
    workspace.putNotebook('/Shared/ok', notebook('dbutils.notebook.exit("done")'));
    workspace.putNotebook('/Shared/fails', notebook('raise ValueError("no rows")'));
    workspace.putNotebook('/Shared/sleeps', notebook('import time\ntime.sleep(600)'));
    return workspace;
  };
}

/** Cells in Databricks source format. */
export function notebook(...cells: readonly string[]): string {
  return `# Databricks notebook source\n${cells.join('\n\n# COMMAND ----------\n\n')}\n`;
}

/** How often a request of this kind was made. */
export function count(workspace: Workspace, method: string, path: string): number {
  return workspace.requests.filter((request) => request.method === method && request.path === path).length;
}

export const SUBMIT = '/api/2.2/jobs/runs/submit';
export const RUN_NOW = '/api/2.2/jobs/run-now';
export const GET_RUN = '/api/2.2/jobs/runs/get';
export const CANCEL = '/api/2.2/jobs/runs/cancel';
export const OUTPUT = '/api/2.2/jobs/runs/get-output';
export const STATUS = '/api/2.0/workspace/get-status';
