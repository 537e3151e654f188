import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Files = Readonly<Record<string, string>>;

/** A repository on disk that Git folders of the stand-in are cloned from. */
export class GitOrigin {
  readonly folder = mkdtempSync(join(tmpdir(), 'git-origin-'));

  /** Empty, or with everything of another one. */
  constructor(other?: GitOrigin) {
    if (other === undefined) {
      this.git('init', '--quiet', '--initial-branch=main');
    } else {
      cpSync(other.folder, this.folder, { recursive: true });
    }
  }

  /** Commits the files to a branch, which is made where it does not exist, and gives the commit's id. */
  commit(branch: string, files: Files): string {
    if (!this.#isAt(branch)) {
      this.git('checkout', '--quiet', ...(this.#has(branch) ? [branch] : ['-B', branch]));
    }
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
    this.git('add', '.');
    this.git('commit', '--quiet', '--message', 'change');
    return this.git('rev-parse', 'HEAD');
  }

  git(...args: readonly string[]): string {
    const settings = ['user.name=Ada', 'user.email=ada@example.com', 'commit.gpgsign=false', 'tag.gpgsign=false'];
    const who = settings.flatMap((setting) => ['-c', setting]);
    return execFileSync('git', ['-C', this.folder, ...who, ...args], { encoding: 'utf8' }).trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #isAt(branch: string): boolean {
    return readFileSync(join(this.folder, '.git', 'HEAD'), 'utf8') === `ref: refs/heads/${branch}\n`;
  }

  #has(branch: string): boolean {
    return this.git('branch', '--list', branch) !== '';
  }
}
