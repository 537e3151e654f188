import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WarmPython } from '../../../local/workspace/execution/warm-python';
import { MlflowServer } from '../../../local/workspace/mlflow/mlflow-server';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';
import {
  startWorkspaceServer,
  type WorkspaceServer,
  type WorkspaceServerOptions,
} from '../../../local/workspace/server';

export interface ServerOptions extends Omit<WorkspaceServerOptions, 'stateFolder' | 'mlflow' | 'warm'> {
  /** For tests of how it starts and ends. */
  readonly mlflow?: 'own';
}

/** One server for the tests of a `describe`; each test adds its own workspace or account. */
export function useServer({ mlflow, ...options }: ServerOptions = {}): () => WorkspaceServer {
  let stateFolder = '';
  let server: WorkspaceServer | undefined;

  before(async () => {
    stateFolder = mkdtempSync(join(tmpdir(), 'workspace-test-'));
    server = await startWorkspaceServer({
      stateFolder,
      ...(mlflow !== 'own' && { mlflow: sharedProcesses().mlflow, warm: sharedProcesses().warm }),
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

/** The processes that all test files which one process runs share, since they take seconds to start; they end with it. */
interface Shared {
  readonly mlflow: MlflowServer;
  readonly warm: WarmPython;
  readonly environment: PythonEnvironment;
}

let shared: Shared | undefined;

function sharedProcesses(): Shared {
  if (shared === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'mlflow-test-'));
    const environment = new PythonEnvironment({ say: (line) => process.stderr.write(`${line}\n`) });
    shared = { mlflow: new MlflowServer(folder, environment), warm: new WarmPython(folder), environment };
    process.once('exit', () => rmSync(folder, { recursive: true }));
  }
  return shared;
}

/** Resolves once the runs of the shared servers that name a package are forked from a warm interpreter. */
export async function warmedUp(): Promise<void> {
  const { warm, environment } = sharedProcesses();
  warm.start(await environment.ready());
  while (warm.address === undefined) {
    await delay(2);
  }
}

/** How a run gets its interpreter, and what makes its code get it so. */
export const WAYS = [
  { way: 'in a fresh interpreter', mark: '', prepared: () => Promise.resolve() },
  ...(process.platform === 'linux'
    ? [{ way: 'forked from a warm one', mark: '# names pandas\n', prepared: warmedUp }]
    : []),
] as const;
