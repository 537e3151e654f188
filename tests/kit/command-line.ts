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
  /** The same with lines on standard input. */
  readonly mlopsHearing: (input: string, ...words: string[]) => CommandOutput;
} {
  const newFolder = useTemporaryFolders();
  let folder = '';
  before(async () => {
    folder = newFolder();
    await bundleCommandLine(root, folder);
  });
  return {
    folder: () => folder,
    mlops: (...words) => runIn({ cwd: root }, join(folder, 'mlops.js'), words),
    mlopsIn: (workingFolder, ...words) => runIn({ cwd: workingFolder }, join(folder, 'mlops.js'), words),
    mlopsHearing: (input, ...words) => runIn({ cwd: root, input }, join(folder, 'mlops.js'), words),
  };
}

function runIn(at: { cwd: string; input?: string }, command: string, words: readonly string[]): CommandOutput {
  const { status, stdout, stderr } = spawnSync(command, words, { ...at, encoding: 'utf8' });
  return { exitCode: status, stdout, stderr };
}
