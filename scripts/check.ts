import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from './repository/command';
import { root } from './repository/repository';

/** Prettier's cache does not notice new versions of its plugins; the lockfile does. */
const FORMATTED = `.local/prettier-${hashOf('package-lock.json')}`;

/** The longest first. */
const CHECKS = [
  `prettier --check --log-level warn --cache --cache-strategy content --cache-location ${FORMATTED} .`,
  'tsc --incremental --tsBuildInfoFile .local/types.tsbuildinfo',
  'oxlint --type-aware',
  'node --import tsx scripts/generate.ts --check',
  'node --import tsx scripts/check-python.ts',
];
/** Prettier uses one core; the others share the second. */
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

function hashOf(path: string): string {
  const content = readFileSync(join(root, path));
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
