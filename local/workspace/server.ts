import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Clock } from '../../lib/core/clock';
import { systemClock } from '../../lib/core/node/system-clock';
import { Authenticator } from './access/authenticator';
import { Account } from './account';
import type { AccountSeed } from './account-seed';
import { Interpreters } from './execution/interpreters';
import { Slots } from './execution/slots';
import { WarmPython } from './execution/warm-python';
import { exchange } from './http/exchange';
import { Findings } from './http/findings';
import { listen } from './http/listen';
import type { ReceivedRequest } from './http/received-request';
import { TokenList } from './identity/token-list';
import { MlflowProxy } from './mlflow/mlflow-proxy';
import { MlflowServer } from './mlflow/mlflow-server';
import { homeReply, type Home } from './pages/home';
import { PythonEnvironment } from './python-environment/python-environment';
import { pythonExecutable } from './python-environment/python-executable';
import { RunEnvironments } from './python-environment/run-environments';
import type { Seed } from './seed';
import { IdSequence } from './state/ids';
import { StateLock } from './state/state-lock';
import type { Workspace } from './workspace';
import { workspaceOfRequest } from './workspace-of-request';

const FIRST_ORG_ID = 7_405_600_000_000_001;

export interface WorkspaceServerOptions {
  /** The folder for all state. */
  readonly stateFolder: string;
  readonly clock?: Clock;
  readonly python?: string;
  /** Python with MLflow and Spark, installed on first use; closing the server stops an installation. */
  readonly environment?: PythonEnvironment;
  /** An MLflow server that outlives this server. Default: its own. */
  readonly mlflow?: MlflowServer;
  /** The same for the interpreter from which runs are forked. */
  readonly warm?: Pick<WarmPython, 'address' | 'start'>;
  readonly port?: number;
  /** Maximum number of Python processes at once; others wait. */
  readonly maxPythonProcesses?: number;
  /** Restores the first account from an earlier server with the same folder. */
  readonly keep?: boolean;
}

/** One HTTP server with any number of isolated accounts; the token of a request selects the workspace. */
export interface WorkspaceServer {
  readonly host: string;
  /** URL for MLflow's own pages and clients. */
  readonly mlflow: string;
  addAccount(seed?: AccountSeed): Account;
  /** Adds an account with one workspace, named dev. */
  addWorkspace(seed?: Seed): Workspace;
  /** Kills every run. */
  stop(): Promise<void>;
  /** The same for tests: throws if a request hit a bug of the stand-in, an unknown route or an unknown member. */
  close(): Promise<void>;
}

export async function startWorkspaceServer(options: WorkspaceServerOptions): Promise<WorkspaceServer> {
  const { stateFolder, clock = systemClock, port = 0, maxPythonProcesses = 4, keep = false } = options;
  const { environment = new PythonEnvironment({ say: (line) => process.stderr.write(`${line}\n`) }) } = options;
  const ownWarm = new WarmPython(stateFolder);
  const warm = options.warm ?? ownWarm;
  const own = new RunEnvironments(environment);
  const bare = await pythonExecutable(options.python ?? 'python3');
  const python = new Interpreters({ bare, packaged: environment, own, warm });
  const mlflow = options.mlflow ?? new MlflowServer(join(stateFolder, 'mlflow'), environment);
  const mlflowProxy = new MlflowProxy(mlflow);
  const lock = new StateLock(stateFolder);
  const tokens = new TokenList<Workspace>(clock);
  const authenticator = new Authenticator(tokens, (request) => workspaceOfRequest(accounts, request));
  const findings = new Findings();
  const slots = new Slots(maxPythonProcesses);
  const accounts: Account[] = [];
  const ids = new IdSequence();
  let orgIds = 0;
  const nextOrgId = () => String(FIRST_ORG_ID + orgIds++);

  const ownReply = (request: ReceivedRequest) =>
    homeReply(request, () => homeOf(accounts, { host, mlflow: mlflowHost }));
  const server = createServer((incoming, outgoing) => {
    // A client may disconnect at any time.
    exchange({ incoming, outgoing }, { authenticator, clock, findings, ownReply }).catch(() => outgoing.destroy());
  });
  // Longer than any client keeps an idle connection, so that no request hits a connection that is just closing.
  server.keepAliveTimeout = 120_000;
  const host = await listen(server, port).catch((error: unknown) => {
    lock.release();
    throw error;
  });

  const mlflowHost = await mlflowProxy.open();

  function addAccount(seed: AccountSeed = {}): Account {
    const number = accounts.length + 1;
    const folder = join(stateFolder, `account-${number}`);
    const dependencies = { host, clock, python, slots, tokens, mlflow, nextOrgId, ids };
    const account = new Account({ ...dependencies, number, folder, keep: keep && number === 1 }, seed);
    accounts.push(account);
    return account;
  }

  async function stop(): Promise<void> {
    // First, because runs wait for it.
    await Promise.all([environment.close(), own.close()]);
    await Promise.all(accounts.map((account) => account.close()));
    await mlflowProxy.close();
    if (mlflow !== options.mlflow) {
      await mlflow.close();
    }
    await ownWarm.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    lock.release();
  }

  return {
    host,
    mlflow: mlflowHost,
    addAccount,
    addWorkspace: (seed = {}) => addAccount({ workspaces: { dev: seed } }).firstWorkspace,
    stop,
    async close() {
      await stop();
      findings.assertNone();
      accounts.forEach((account) => account.assertSound());
    },
  };
}

function homeOf(accounts: readonly Account[], addresses: Pick<Home, 'host' | 'mlflow'>): Home {
  const workspaces = accounts.flatMap((account) => Object.values(account.workspaces));
  return {
    ...addresses,
    workspaces: workspaces.map(({ name, mlflowSpace }) => ({ name, space: mlflowSpace })),
    metastores: accounts.map(({ models }) => models.space.name),
  };
}
