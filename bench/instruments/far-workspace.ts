import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FarCounts, FarMessage } from './far-workspace-process';

const PROCESS = join(__dirname, 'far-workspace-process.ts');

export interface FarWorkspace {
  readonly host: string;
  readonly token: string;
  counts(): Promise<FarCounts>;
  /** All so far, as `METHOD /path`. */
  requests(): Promise<readonly string[]>;
}

export interface Distance {
  /** Delay of every request. */
  readonly delayMs: number;
  /** Whether to throttle requests above the documented rates. */
  readonly throttled?: boolean;
}

/** Passes a workspace in a separate process to `use`. */
export async function atDistance<T>(
  { delayMs, throttled = false }: Distance,
  use: (workspace: FarWorkspace) => Promise<T>,
): Promise<T> {
  const words = [String(delayMs), throttled ? 'throttled' : 'none'];
  const child = spawn(process.execPath, ['--import', 'tsx', PROCESS, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answer = async (message?: FarMessage): Promise<unknown> => {
    const answered = once(child, 'message');
    if (message !== undefined) {
      child.send(message);
    }
    return (await answered)[0] as unknown;
  };
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.send('stop' satisfies FarMessage);
    await ended;
  };
  const door = (await answer()) as { readonly host: string; readonly token: string };
  try {
    return await use({
      ...door,
      counts: async () => (await answer('count')) as FarCounts,
      requests: async () => (await answer('requests')) as readonly string[],
    });
  } finally {
    await stop();
  }
}
