import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkspaceServer } from '../../local/workspace/server';

/**
 * Messages between parent and child: the child returns the number of responses so far and how many were 429, or each
 * request so far.
 */
export type FarMessage = 'count' | 'requests' | 'stop';
export interface FarCounts {
  readonly requests: number;
  readonly throttled: number;
}

/** A distant workspace: delays each request. Talks only to its parent process. */
async function serve(delayMs: number, throttled: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'far-workspace-'));
  const server = await startWorkspaceServer({ stateFolder: folder });
  const workspace = server.addWorkspace({ throttled });
  if (delayMs > 0) {
    workspace.addFault({ delayMs, times: Infinity });
  }
  process.on('message', (message: FarMessage) => {
    if (message === 'count') {
      const { requests } = workspace;
      process.send?.({
        requests: requests.length,
        throttled: requests.filter(({ status }) => status === 429).length,
      } satisfies FarCounts);
      return;
    }
    if (message === 'requests') {
      process.send?.(workspace.requests.map(({ method, path }) => `${method} ${path}`));
      return;
    }
    void server.close().finally(() => {
      rmSync(folder, { recursive: true, force: true });
      process.disconnect();
    });
  });
  process.send?.({ host: workspace.host, token: workspace.token });
}

const [delayMs = '0', limits = 'none'] = process.argv.slice(2);
void serve(Number(delayMs), limits === 'throttled');
