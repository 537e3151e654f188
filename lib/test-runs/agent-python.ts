import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { platform } from 'node:os';
import { UserError } from '../core/errors';

/** A virtual environment and UsePythonVersion@0 bring both names; the first may be a stub of the shop on Windows. */
const NAMES = platform() === 'win32' ? ['python', 'python3'] : ['python3', 'python'];

/** Starts a program on the Python that a script step of this job would run. */
export async function startPython(program: string): Promise<ChildProcessWithoutNullStreams> {
  for (const name of NAMES) {
    const child = spawn(name, [program], { stdio: 'pipe', windowsHide: true });
    if (await hasStarted(child)) {
      return child;
    }
  }
  throw new UserError('TEST_TOOLS_MISSING', {
    what: `The agent has no Python: neither ${NAMES.join(' nor ')} runs here.`,
    fix: "Add the task UsePythonVersion@0 before this one and install pytest in a script step, or set 'where: databricks'; this task installs nothing on the agent.",
  });
}

function hasStarted(child: ChildProcessWithoutNullStreams): Promise<boolean> {
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false));
  });
}
