import { rmSync } from 'node:fs';
import type { Account } from './account';
import type { AccountSeed } from './account-seed';
import { onEnd } from './end-signals';
import { PythonEnvironment } from './python-environment/python-environment';
import { startWorkspaceServer, type WorkspaceServer } from './server';

export interface Serving {
  readonly port: number;
  readonly stateFolder: string;
  readonly keep: boolean;
  readonly seed?: AccountSeed;
}

/** An account with the workspaces dev, uat and prod, served by this process. */
export interface Served {
  readonly server: WorkspaceServer;
  readonly account: Account;
  /** Whether notebooks can start at once; else the first one installs their Python packages. */
  readonly isInstalled: boolean;
  /** Resolves when the process has been told to end and everything has ended. */
  readonly ended: Promise<void>;
}

export async function serve({ port, stateFolder, keep, seed }: Serving): Promise<Served> {
  const clear = () => {
    if (!keep) {
      rmSync(stateFolder, { recursive: true, force: true });
    }
  };
  const environment = new PythonEnvironment({ say: (line) => process.stderr.write(`${line}\n`) });
  const server = await startWorkspaceServer({ stateFolder, port, keep, environment }).catch((error: unknown) => {
    clear();
    throw error;
  });
  const account = server.addAccount(seed);
  const told = new Promise<void>((resolve) => {
    onEnd(resolve);
  });
  const ended = told.then(() => server.stop()).finally(clear);
  return { server, account, isInstalled: environment.interpreter !== undefined, ended };
}

/** Undefined if the text is not a port number. */
export function portIn(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}
