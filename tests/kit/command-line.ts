import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleCommandLine } from '../../scripts/packaging/command-line';
import { root } from '../../scripts/repository/repository';
import { useTemporaryFolders } from './temporary-folders';

export interface CommandOutput {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command; its folder exists from the first test on. */
export function useCommandLine(): {
  readonly folder: () => string;
  readonly mlops: (...words: string[]) => CommandOutput;
  /** The same in another working folder. */
  readonly mlopsIn: (workingFolder: string, ...words: string[]) => CommandOutput;
} {
  const newFolder = useTemporaryFolders();
  let folder = '';
  before(async () => {
    folder = newFolder();
    await bundleCommandLine(root, folder);
  });
  return {
    folder: () => folder,
    mlops: (...words) => runIn(root, join(folder, 'mlops.js'), words),
    mlopsIn: (workingFolder, ...words) => runIn(workingFolder, join(folder, 'mlops.js'), words),
  };
}

function runIn(cwd: string, command: string, words: readonly string[]): CommandOutput {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  return { exitCode: status, stdout, stderr };
}
