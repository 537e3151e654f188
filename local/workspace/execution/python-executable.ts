import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const PROBE = 'import sys; print(sys.executable); print(sys.version_info >= (3, 11))';

/**
 * The interpreter behind a command, asked once: version managers put a script in front of it
 * that is slow to start and adds to the environment.
 */
export async function pythonExecutable(command: string): Promise<string> {
  const [executable = '', isRecent] = (await output(command)).trim().split('\n');
  if (isRecent !== 'True') {
    throw new Error(`'${command}' is older than Python 3.11.\nFix: Name a newer one in the option 'python'.`);
  }
  return executable;
}

async function output(command: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, ['-c', PROBE]);
    return stdout;
  } catch (cause) {
    const fix = "Fix: Install Python 3.11 or newer, or name one in the option 'python'.";
    throw new Error(`'${command}' could not be started as Python.\n${fix}`, { cause });
  }
}
