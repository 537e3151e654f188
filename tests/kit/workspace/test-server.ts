import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  startWorkspaceServer,
  type WorkspaceServer,
  type WorkspaceServerOptions,
} from '../../../local/workspace/server';
import { SharedMlflow, SharedWarmPython } from './shared-processes';

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
      ...(mlflow !== 'own' && { mlflow: sharedMlflow(), warm: new SharedWarmPython() }),
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

let mlflowOfThisProcess: SharedMlflow | undefined;

/** Made once per process, because it knows which names are taken. */
function sharedMlflow(): SharedMlflow {
  return (mlflowOfThisProcess ??= new SharedMlflow());
}

/** Resolves once the runs of the shared servers that name a package are forked from a warm interpreter. */
export async function warmedUp(): Promise<void> {
  const warm = new SharedWarmPython();
  warm.start();
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
