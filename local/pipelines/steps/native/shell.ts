import { randomUUID } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { NativeRun } from '../../../agent/native';
import { isTrue } from './booleans';

export interface ShellScript {
  readonly script: string;
  readonly shell: 'bash' | 'pwsh';
  readonly options: readonly string[];
  readonly extension: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Writes the script to a file and runs it, as the script tasks of Azure Pipelines do. */
export async function runShell(run: NativeRun, { script, shell, options, ...rest }: ShellScript): Promise<void> {
  const folder = run.input('workingDirectory');
  if (!isFolder(folder)) {
    throw new Error(`Not found workingDirectory: ${folder}`);
  }
  run.print('Generating script.');
  if (!script.includes('\n')) {
    run.show('Script contents:');
    run.show(script);
  }
  const file = join(run.variables.get('Agent.TempDirectory') ?? folder, `${randomUUID()}.${rest.extension}`);
  writeFileSync(file, script);
  const args = [...options, file];
  run.show('========================== Starting Command Output ===========================');
  run.show(`##[command]${[shell, ...args].join(' ')}`);
  const { exitCode, errorLines } = await run.start({
    file: shell,
    args,
    folder,
    ...(rest.environment === undefined ? {} : { environment: rest.environment }),
  });
  const name = shell === 'bash' ? 'Bash' : 'PowerShell';
  if (exitCode !== 0) {
    throw new Error(`${name} exited with code '${exitCode}'.`);
  }
  if (errorLines > 0 && isTrue(run.input('failOnStderr'))) {
    throw new Error(`${name} wrote one or more lines to the standard error stream.`);
  }
}

/** Whether a program of this name is in the PATH. */
export function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isFile(join(folder, program)));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
