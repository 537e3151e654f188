import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface RunResult {
  readonly result: string;
  readonly bytes: number;
  readonly tail: readonly string[];
}

/** Enough for the runner itself; a log that is kept in memory ends the process. */
const HEAP_MB = 100;

export async function resultsWithLittleMemory(yaml: string): Promise<readonly RunResult[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, '--import=tsx', join(__dirname, 'ending-runner.ts'), yaml],
    { encoding: 'utf8' },
  );
  return JSON.parse(stdout) as readonly RunResult[];
}
