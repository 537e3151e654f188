import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runScript } from './repository/command';
import { root } from './repository/repository';

/** The longest first. */
const CHECKS = [
  'oxlint --type-aware',
  'tsc --incremental --tsBuildInfoFile .local/types.tsbuildinfo',
  'node --import tsx scripts/generate.ts --check',
  'node --import tsx scripts/check-python.ts',
  'oxfmt --check',
];
const AT_ONCE = 2;

/** Runs every check, and fails if one does. */
runScript(async () => {
  const waiting = [...CHECKS];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      if (!(await passes(command))) {
        failed.push(command);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failed.length > 0) {
    throw new Error(`failed: ${failed.join(', ')}`);
  }
});

/** Prints what the command says in one piece, since others run meanwhile. */
async function passes(command: string): Promise<boolean> {
  const [file = '', ...words] = command.split(' ');
  const child = spawn(file, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  process.stdout.write(Buffer.concat(said));
  return status === 0;
}
