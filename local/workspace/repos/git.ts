import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The error output of git. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

/** Runs git without the user's own settings, and returns what it printed. */
export async function git(args: readonly string[], home: string): Promise<string> {
  // Git would refuse to read a repository that belongs to another user.
  const options = ['-c', 'safe.directory=*', '-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false'];
  try {
    const { stdout } = await promisify(execFile)('git', [...options, ...args], {
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        LANG: 'C.UTF-8',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        GIT_TERMINAL_PROMPT: '0',
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  } catch (cause) {
    const { stderr = '', message } = cause as Error & { stderr?: string };
    throw new GitFailure(stderr.trim() || message, { cause });
  }
}
