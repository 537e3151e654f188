import { fork } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DemoError } from './demo-error';
import type { Printer } from './printer';

const ROOT = join(__dirname, '..');
const SOURCES = [
  'lib',
  'tasks',
  'on-databricks',
  'cli',
  'local',
  'pipeline-templates',
  'project-template',
  'scripts',
  'package.json',
  'package-lock.json',
];

const TASKS = join(ROOT, 'dist/extension/tasks');
/** The command `mlops`. */
export const COMMAND_LINE = join(ROOT, 'dist/cli/mlops.js');

/** Builds the extension and the command line unless they exist and are newer than their sources. */
export async function buildIfStale(printer: Pick<Printer, 'say'>, stop: AbortSignal): Promise<void> {
  const builtAt = Math.min(builtAtOf(COMMAND_LINE), builtAtOf(join(TASKS, 'MLflowPromoteModel/index.js')));
  if (SOURCES.flatMap((source) => filesOf(join(ROOT, source))).some((file) => statSync(file).mtimeMs > builtAt)) {
    printer.say('', 'Building the extension, in a few seconds …');
    await build(stop);
  }
}

function builtAtOf(file: string): number {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function build(stop: AbortSignal): Promise<void> {
  // A fork inherits the loader that runs TypeScript.
  const child = fork(join(ROOT, 'scripts/build.ts'), { silent: true, signal: stop });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', () => {
      if (!stop.aborted) {
        reject(notBuilt(said));
      }
    });
    child.once('close', (exitCode) => {
      if (stop.aborted) {
        reject(stop.reason as Error);
      } else if (exitCode === 0) {
        resolve();
      } else {
        reject(notBuilt(said));
      }
    });
  });
}

function notBuilt(said: string): DemoError {
  const reason = said.trim().split('\n')[0] ?? '';
  return new DemoError(
    `The extension could not be built${reason === '' ? '' : `: ${reason}`}`,
    "Run 'npm run build' to see all its output, and fix that first.",
  );
}
