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
} {
  const newFolder = useTemporaryFolders();
  let folder = '';
  before(async () => {
    folder = newFolder();
    await bundleCommandLine(root, folder);
  });
  return {
    folder: () => folder,
    mlops(...words) {
      const { status, stdout, stderr } = spawnSync(join(folder, 'mlops.js'), words, { cwd: root, encoding: 'utf8' });
      return { exitCode: status, stdout, stderr };
    },
  };
}
