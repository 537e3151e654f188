import { UserError } from '../../../lib/core/errors';
import { PythonEnvironment } from './python-environment';

/** Creates the environment in advance, so that no test waits for it. */
async function make(): Promise<void> {
  try {
    await new PythonEnvironment({ say: (line) => process.stdout.write(`${line}\n`) }).ready();
  } catch (error) {
    process.stderr.write(`${error instanceof UserError ? error.lines : String(error)}\n`);
    process.exitCode = 1;
  }
}

void make();
