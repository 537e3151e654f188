import { execFile } from 'node:child_process';
import { UserError } from '../core/errors';

/** A virtual environment or UsePythonVersion@0 has both names; Windows has a stub for the first that opens a shop. */
const NAMES = process.platform === 'win32' ? ['python', 'python3'] : ['python3', 'python'];

/** The path of the Python that a script step of this job would run. */
export async function agentPython(): Promise<string> {
  for (const name of NAMES) {
    const path = await pathOf(name);
    if (path !== undefined) {
      return path;
    }
  }
  throw new UserError('TEST_TOOLS_MISSING', {
    what: `The agent has no Python: neither ${NAMES.join(' nor ')} runs here.`,
    fix: "Add the task UsePythonVersion@0 before this one and install pytest in a script step, or set 'where: databricks'; this task installs nothing on the agent.",
  });
}

function pathOf(name: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(name, ['-c', 'import sys; print(sys.executable)'], { windowsHide: true }, (error, stdout) =>
      resolve(error === null && stdout.trim() !== '' ? stdout.trim() : undefined),
    );
  });
}
