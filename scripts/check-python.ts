import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from './repository/command';
import { root } from './repository/repository';

const INSTALLER = join(root, 'local/workspace/python-environment');
const LOCK = join(root, 'scripts/python-quality/requirements.lock');
const KEPT = join(root, '.local/python');

/** Lint, format and types of the Python that runs on Databricks. */
runScript(async () => {
  const tools = join(KEPT, `quality-${hashOf(LOCK)}`);
  await install(tools);
  const tool = (name: string) => join(tools, 'bin', name);
  const format = process.argv.includes('--fix') ? ['format'] : ['format', '--check'];
  await run(tool('ruff'), ['check', '--quiet', '.']);
  await run(tool('ruff'), [...format, '--quiet', '.']);
  await run(tool('mypy'), ['--no-error-summary', '--cache-dir', join(root, '.local/mypy'), '.']);
});

/** Nothing to do when they are there. */
async function install(folder: string): Promise<void> {
  const uvLock = join(INSTALLER, 'uv.lock');
  const places = [folder, LOCK, join(KEPT, `uv-${hashOf(uvLock)}`), uvLock];
  await run('python3', ['-I', join(INSTALLER, 'install.py'), 'base', ...places]);
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
}

async function run(command: string, words: readonly string[]): Promise<void> {
  // The installer ends its whole process group once its standard input is closed, which stays open until it is done.
  const child = spawn(command, words, {
    cwd: join(root, 'on-databricks'),
    detached: true,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) {
    throw new Error(`${command} ended with ${status ?? 'a signal'}; what it says above is about on-databricks.`);
  }
}
