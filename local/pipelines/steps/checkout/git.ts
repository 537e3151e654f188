import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface GitPlace {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cancel?: AbortSignal | undefined;
}

const LARGEST_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs Git for us, not for a step: without hooks, filters and prompts of the person, so that nothing but Git itself runs
 * and nothing goes over the network.
 */
export async function git({ folder, environment, cancel }: GitPlace, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['-c', 'core.hooksPath=/dev/null', '-c', 'protocol.file.allow=always', '-C', folder, ...words],
    {
      encoding: 'utf8',
      maxBuffer: LARGEST_OUTPUT,
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        LANG: 'C.UTF-8',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        ...environment,
      },
      ...(cancel === undefined ? {} : { signal: cancel }),
    },
  );
  return stdout.trim();
}

/** What Git said, in one line. */
export function gitReason(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const said = (stderr ?? '').trim();
  return said === '' ? (message ?? String(error)) : said.split('\n').join(' ');
}
