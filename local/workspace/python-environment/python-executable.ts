import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../../../lib/core/errors';

const PROBE = 'import sys; print(sys.executable); print(sys.version_info >= (3, 11))';
const FIX = "Install Python 3.11 or newer as 'python3', or set its path in the option 'python'.";

const found = new Map<string, Promise<string>>();

/**
 * The interpreter behind a command, found once: the scripts of version managers start slowly
 * and add to the environment.
 */
export function pythonExecutable(command: string): Promise<string> {
  const executable = found.get(command) ?? probe(command);
  found.set(command, executable);
  return executable;
}

async function probe(command: string): Promise<string> {
  const [executable = '', isRecent] = (await output(command)).trim().split('\n');
  if (isRecent !== 'True') {
    throw new UserError('PYTHON_MISSING', { what: `'${command}' is older than Python 3.11.`, fix: FIX });
  }
  return executable;
}

async function output(command: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, ['-c', PROBE]);
    return stdout;
  } catch (cause) {
    throw new UserError('PYTHON_MISSING', { what: `'${command}' could not be started as Python.`, fix: FIX, cause });
  }
}
