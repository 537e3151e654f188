import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOR_PIPELINES, PROMOTER } from '../local/workspace/pipeline-identities';
import { prepareSchema } from '../local/workspace/prepared-schema';
import { PythonEnvironment } from '../local/workspace/python-environment/python-environment';
import { startWorkspaceServer } from '../local/workspace/server';
import type { Workspace } from '../local/workspace/workspace';
import type { Printer } from './printer';

/** Everything the demo runs on: the workspaces of three environments, and MLflow's own pages. */
export interface Laptop {
  readonly dev: Workspace;
  readonly uat: Workspace;
  readonly prod: Workspace;
  /** Of the identity that moves the champion and runs no code. */
  readonly promoterToken: string;
  /** URL of the MLflow server, for its pages and as a plain tracking server. */
  readonly mlflow: string;
  /** The interpreter with the packages that the notebooks use. */
  readonly python: string;
}

const ENVIRONMENTS = ['dev', 'uat', 'prod'];

interface Setting {
  readonly printer: Printer;
  readonly stop: AbortSignal;
}

/** Passes the laptop to `use`, and always ends it afterwards. */
export async function onLaptop({ printer, stop }: Setting, use: (laptop: Laptop) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-demo-'));
  try {
    const environment = new PythonEnvironment({ say: (line) => printer.say(line) });
    const python = await installed(environment, stop);
    const server = await startWorkspaceServer({ stateFolder: join(folder, 'workspace'), environment });
    try {
      const account = server.addAccount(FOR_PIPELINES);
      ENVIRONMENTS.forEach((catalog) => prepareSchema(account, [catalog, 'ml']));
      await use({
        dev: account.workspace('dev'),
        uat: account.workspace('uat'),
        prod: account.workspace('prod'),
        promoterToken: account.issueToken(PROMOTER, { workspace: 'prod' }),
        mlflow: server.mlflow,
        python,
      });
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function installed(environment: PythonEnvironment, stop: AbortSignal): Promise<string> {
  const close = (): void => void environment.close();
  stop.addEventListener('abort', close);
  try {
    return await environment.ready();
  } catch (error) {
    stop.throwIfAborted();
    throw error;
  } finally {
    stop.removeEventListener('abort', close);
  }
}
