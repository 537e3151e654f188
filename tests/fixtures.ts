import { useRunFolder } from './kit/run-folder';
import { SharedProcesses } from './kit/workspace/shared-processes';

let shared: SharedProcesses | undefined;

/** Once per run of mocha, in its first process. */
export function mochaGlobalSetup(): void {
  useRunFolder();
  shared = new SharedProcesses();
}

export async function mochaGlobalTeardown(): Promise<void> {
  await shared?.close();
}
