import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Checkout {
  readonly folder: () => string;
  /** Writes a file below the folder; the answer is its path. */
  readonly write: (path: string, text: string) => string;
  readonly git: (...words: string[]) => void;
}

/** A Git checkout of the branch `feature/x` with one commit, made anew for every test. */
export function useCheckout(): Checkout {
  let folder = '';
  const write = (path: string, text: string): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const git = (...words: string[]): void => {
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words]);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
    execFileSync('git', ['init', '-q', '-b', 'feature/x', folder]);
    write('a.yml', 'steps:\n- script: a\n');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return { folder: () => folder, write, git };
}
