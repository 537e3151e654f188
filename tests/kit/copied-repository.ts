import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/repository/repository';
import { repositoryFiles } from './repository-files';

/** What the checks and the packages are made of; the tests, the demo and the benchmarks are not. */
const COPIED =
  /^(?:[^/]+|(?:cli|lib|local|tasks|on-databricks|pipeline-templates|project-template|scripts|docs|images|changes|tests\/record)\/.*|tests\/pipelines\/documentation\.yml)$/;

/** A copy of the repository in a temporary folder, to change at will. */
export class CopiedRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'repository-'));

  constructor() {
    for (const { path } of repositoryFiles().filter((file) => COPIED.test(file.path))) {
      cpSync(join(root, path), join(this.folder, path));
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'dir');
  }

  /** Runs an npm script there. */
  npm(...words: readonly string[]): Promise<{ readonly exitCode: number | null; readonly output: string }> {
    const child = spawn('npm', ['run', '--silent', ...words], { cwd: this.folder });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((resolve) => child.once('close', (exitCode) => resolve({ exitCode, output })));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
