import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/repository/repository';

export interface CommandOutput {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npm run package` builds. */
export const COMMAND_LINE = join(root, 'dist/cli');
export const MLOPS = join(COMMAND_LINE, 'mlops.js');

export function mlops(...words: readonly string[]): CommandOutput {
  return run({ cwd: root }, words);
}

/** The same in another working folder. */
export function mlopsIn(workingFolder: string, ...words: readonly string[]): CommandOutput {
  return run({ cwd: workingFolder }, words);
}

/** The same with lines on standard input. */
export function mlopsHearing(input: string, ...words: readonly string[]): CommandOutput {
  return run({ cwd: root, input }, words);
}

function run(at: { readonly cwd: string; readonly input?: string }, words: readonly string[]): CommandOutput {
  const { status, stdout, stderr } = spawnSync(MLOPS, words, { ...at, env: environment(), encoding: 'utf8' });
  return { exitCode: status, stdout, stderr };
}

/** Node would read extra certificates at each start, which may take longer than all the rest. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env;
  return rest;
}
