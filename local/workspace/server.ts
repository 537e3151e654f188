import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../../lib/core/clock';
import { systemClock } from '../../lib/core/node/system-clock';
import { TokenList } from './access/token-list';
import { pythonExecutable } from './execution/python-executable';
import { Slots } from './execution/slots';
import { exchange } from './http/exchange';
import type { Seed } from './seed';
import { Workspace } from './workspace';

const FIRST_ORG_ID = 7_405_600_000_000_001;

export interface WorkspaceServerOptions {
  /** Everything is kept below this folder. */
  readonly stateFolder: string;
  readonly clock?: Clock;
  readonly python?: string;
  readonly port?: number;
  /** How many Python processes run at once; the rest wait. */
  readonly maxPythonProcesses?: number;
}

/** One HTTP server with any number of isolated workspaces; a request's token says which one is meant. */
export interface WorkspaceServer {
  readonly host: string;
  addWorkspace(seed?: Seed): Workspace;
  /** Kills every run; throws when a workspace was asked for a route that does not exist. */
  close(): Promise<void>;
}

export async function startWorkspaceServer(options: WorkspaceServerOptions): Promise<WorkspaceServer> {
  const { stateFolder, clock = systemClock, port = 0, maxPythonProcesses = 4 } = options;
  const python = await pythonExecutable(options.python ?? 'python3');
  const tokens = new TokenList<Workspace>();
  const slots = new Slots(maxPythonProcesses);
  const workspaces: Workspace[] = [];

  const server = createServer((incoming, outgoing) => {
    // A client that goes away in the middle of its request is no concern of ours.
    exchange({ incoming, outgoing }, tokens, clock).catch(() => outgoing.destroy());
  });
  // Longer than any client waits, so that no request meets a connection that is just being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    host,
    addWorkspace(seed = {}) {
      const orgId = String(FIRST_ORG_ID + workspaces.length);
      const folder = join(stateFolder, orgId);
      const workspace = new Workspace({ host, orgId, folder, clock, python, slots, tokens }, seed);
      workspaces.push(workspace);
      return workspace;
    },
    async close() {
      await Promise.all(workspaces.map((workspace) => workspace.close()));
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      workspaces.forEach((workspace) => workspace.assertNoUnknownRoutes());
    },
  };
}
