import { pythonExecutable } from '../local/workspace/python-environment/python-executable';
import { DemoError } from './demo-error';

/** The interpreter for the notebooks. */
export async function findPython(): Promise<string> {
  try {
    return await pythonExecutable('python3');
  } catch (cause) {
    const [what = ''] = cause instanceof Error ? cause.message.split('\n') : [];
    throw new DemoError(
      `The demo needs Python for its notebooks, but ${what}`,
      "Install Python 3.11 or newer as 'python3', then run the demo again.",
      { cause },
    );
  }
}
