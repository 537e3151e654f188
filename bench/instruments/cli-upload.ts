import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import type { FarWorkspace } from './far-workspace';

const CLI_VERSION = '1.10.0';
const CLI = join(__dirname, '../../.local/cli', CLI_VERSION, 'databricks');

/** Whether the official CLI has been built; its tests do that. */
export function hasCli(): boolean {
  return existsSync(CLI);
}

export interface CliUpload {
  readonly words: readonly string[];
  /** Its limit of requests per second. Default: 15. */
  readonly rateLimit?: number;
}

/** The duration of a command of the official CLI. */
export async function msOfCli(workspace: FarWorkspace, { words, rateLimit }: CliUpload): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'bench-cli-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    DATABRICKS_HOST: workspace.host,
    DATABRICKS_TOKEN: workspace.token,
    ...(rateLimit === undefined ? {} : { DATABRICKS_RATE_LIMIT: String(rateLimit) }),
  };
  try {
    const begun = performance.now();
    await promisify(execFile)(CLI, [...words], { env, cwd: home });
    return performance.now() - begun;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
