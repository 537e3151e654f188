import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Launch } from '../../local/agent/process/launch';

/** A server that only records when a request arrives, and never responds. */
export interface Doorbell {
  readonly host: string;
  readonly rung: () => Promise<number>;
  close(): void;
}

export async function openDoorbell(): Promise<Doorbell> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async rung() {
      await once(server, 'request');
      return performance.now();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** From the start of the task's process to its first request; then the process is killed. */
export async function msToFirstRequest({ file, args, folder, environment }: Launch, door: Doorbell): Promise<number> {
  const rung = door.rung();
  const begun = performance.now();
  const child = spawn(file, args, { cwd: folder, env: environment, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const at = await Promise.race([rung, ended.then(() => undefined)]);
  if (at === undefined) {
    throw new Error('The task ended without sending a request.');
  }
  child.kill('SIGKILL');
  await ended;
  return at - begun;
}

/** From the start of a Node that does nothing to its end, in the same environment. */
export async function msOfEmptyNode({ file, folder, environment }: Launch): Promise<number> {
  const begun = performance.now();
  const child = spawn(file, ['-e', '0'], { cwd: folder, env: environment, stdio: 'ignore' });
  await once(child, 'exit');
  return performance.now() - begun;
}
