import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MlflowServer } from '../../../local/workspace/mlflow/mlflow-server';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';
import {
  startWorkspaceServer,
  type WorkspaceServer,
  type WorkspaceServerOptions,
} from '../../../local/workspace/server';

export interface ServerOptions extends Omit<WorkspaceServerOptions, 'stateFolder' | 'mlflow'> {
  /** For tests of how it starts and ends. */
  readonly mlflow?: 'own';
}

/** One server for the tests of a `describe`; each test adds a workspace or an account of its own. */
export function useServer({ mlflow, ...options }: ServerOptions = {}): () => WorkspaceServer {
  let stateFolder = '';
  let server: WorkspaceServer | undefined;

  before(async () => {
    stateFolder = mkdtempSync(join(tmpdir(), 'workspace-test-'));
    server = await startWorkspaceServer({
      stateFolder,
      ...(mlflow !== 'own' && { mlflow: sharedMlflow() }),
      ...options,
    });
  });
  after(async () => {
    await server?.close();
    rmSync(stateFolder, { recursive: true });
  });
  return () => {
    assert.ok(server, 'The server is not up before the first test.');
    return server;
  };
}

let shared: MlflowServer | undefined;

/** Starting MLflow takes seconds, so all test files that a process runs share one server, which ends with the process. */
function sharedMlflow(): MlflowServer {
  if (shared === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'mlflow-test-'));
    shared = new MlflowServer(folder, new PythonEnvironment({ say: (line) => process.stderr.write(`${line}\n`) }));
    process.once('exit', () => rmSync(folder, { recursive: true }));
  }
  return shared;
}
