import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toJson } from '../../lib/core/lossless-json';
import { startWorkspaceServer } from './server';

const USAGE = 'tsx local/workspace/start.ts [--port 0] [--json]';

/** Serves one workspace named dev until it is told to end. */
async function start(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, json: { type: 'boolean', default: false } },
  });
  const stateFolder = mkdtempSync(join(tmpdir(), 'workspace-'));
  const server = await startWorkspaceServer({ stateFolder, port: Number(values.port) });
  const { host, token } = server.addWorkspace();
  const lines = values.json ? toJson({ workspaces: [{ name: 'dev', host, token }] }) : `${host}\n${token}`;
  process.stdout.write(`${lines}\n`);

  const end = () => {
    void server
      .close()
      // By hand, a request for an unknown route is worth a line but no failure.
      .catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
      .finally(() => rmSync(stateFolder, { recursive: true, force: true }));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

start().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\nFix: ${USAGE}\n`);
  process.exitCode = 1;
});
