import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a new folder with each call, and removes all of them after the tests of a `describe`. */
export function useTemporaryFolders(): () => string {
  const folders: string[] = [];
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'mlops-test-'));
    folders.push(folder);
    return folder;
  };
}

/** One folder for all tests of a `describe`. */
export function useTemporaryFolder(): () => string {
  const newFolder = useTemporaryFolders();
  let folder: string | undefined;
  return () => (folder ??= newFolder());
}
