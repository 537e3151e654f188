import { execFile } from 'node:child_process';

export interface GitAnswer {
  readonly code: number;
  /** Its output, or the first line of its complaint. */
  readonly says: string;
}

/** Without a shell, and without what a hostile checkout could make git start. */
export function runGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];
  return new Promise((resolve) => {
    execFile('git', [...safe, ...args], { cwd: folder, windowsHide: true }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, says: code === 0 ? stdout : (stderr.trim().split('\n')[0] ?? '') || (error?.message ?? '') });
    });
  });
}

/** Whether history is missing; also when git cannot say. */
export async function isShallow(folder: string): Promise<boolean> {
  return (await runGit(folder, ['rev-parse', '--is-shallow-repository'])).says.trim() !== 'false';
}
