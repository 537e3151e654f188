import { pythonExecutable } from '../local/workspace/execution/python-executable';
import { DemoError } from './demo-error';

/** The interpreter that the notebooks will run on. */
export async function findPython(): Promise<string> {
  try {
    return await pythonExecutable('python3');
  } catch (cause) {
    const [what = ''] = cause instanceof Error ? cause.message.split('\n') : [];
    throw new DemoError(
      `The demo runs its notebooks with Python, but ${what}`,
      "Install Python 3.11 or newer so that 'python3' starts it, then run the demo again.",
      { cause },
    );
  }
}
