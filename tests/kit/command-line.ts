import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleCommandLine } from '../../scripts/packaging/command-line';
import { root } from '../../scripts/repository/repository';

export interface Said {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command; its folder exists from the first test on. */
export function useCommandLine(): { readonly folder: () => string; readonly mlops: (...words: string[]) => Said } {
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'command-line-'));
    await bundleCommandLine(root, folder);
  });
  after(() => rmSync(folder, { recursive: true }));
  return {
    folder: () => folder,
    mlops(...words) {
      const { status, stdout, stderr } = spawnSync(join(folder, 'mlops.js'), words, { cwd: root, encoding: 'utf8' });
      return { exitCode: status, stdout, stderr };
    },
  };
}
