import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../lib/core/errors';
import { toJson } from '../../lib/core/lossless-json';
import type { Account } from './account';
import { onEnd } from './end-signals';
import { PythonEnvironment } from './python-environment/python-environment';
import { startWorkspaceServer, type WorkspaceServer } from './server';

const USAGE = 'npm run workspace -- [--port 0] [--state <folder>] [--keep] [--json]';
const KEPT_STATE = join(__dirname, '..', '..', '.local', 'workspace');
const INSTALLS_LATER =
  'Python packages are not installed yet. The first MLflow request or the first notebook that needs them installs them, in up to a minute.';

interface Options {
  readonly port: number;
  readonly stateFolder: string;
  readonly keep: boolean;
  readonly json: boolean;
}

/** Serves an account with the workspaces dev, uat and prod until the process is told to end. */
async function start({ port, stateFolder, keep, json }: Options): Promise<void> {
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
  const account = server.addAccount();
  let isEnding = false;
  const end = () => {
    if (isEnding) {
      return;
    }
    isEnding = true;
    void server.stop().finally(clear);
  };
  onEnd(end);
  // Last, because the reader may end the server right away.
  const hint = environment.interpreter === undefined ? `\n${INSTALLS_LATER}` : '';
  process.stdout.write(`${json ? toJson(announcement(server, account)) : greeting(server, account) + hint}\n`);
}

function announcement({ host, mlflow }: WorkspaceServer, { workspaces, folder }: Account) {
  const tokens = Object.entries(workspaces).map(([name, { token }]) => ({ name, host, token }));
  return { workspaces: tokens, mlflow, state: folder };
}

function greeting({ host, mlflow }: WorkspaceServer, { workspaces, folder }: Account): string {
  return [
    `Workspaces at ${host}`,
    ...Object.entries(workspaces).map(([name, { token }]) => `  ${name.padEnd(6)}${token}`),
    `MLflow at     ${mlflow}`,
    `State in      ${folder}`,
  ].join('\n');
}

function options(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      state: { type: 'string' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { port, state, json } = values;
  // Never delete a folder that the user named.
  const keep = values.keep || state !== undefined;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`'--port' is '${port}', which is not a port number.`);
  }
  return { port: Number(port), stateFolder: folderFor(state, keep), keep, json };
}

function folderFor(named: string | undefined, keep: boolean): string {
  if (named !== undefined) {
    return resolve(named);
  }
  return keep ? KEPT_STATE : mkdtempSync(join(tmpdir(), 'workspace-'));
}

async function main(): Promise<void> {
  await start(options());
}

main().catch((error: unknown) => {
  const lines =
    error instanceof UserError
      ? error.lines
      : `${error instanceof Error ? error.message : String(error)}\nFix: ${USAGE}`;
  process.stderr.write(`${lines}\n`);
  process.exitCode = 1;
});
