import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ignore from 'ignore';
import type { RunWorkspace } from '../../run/step-runner';
import { filesBelow } from '../find-files';
import { requireArtifactName } from './artifact-name';

type Folders = Pick<RunWorkspace, 'folder' | 'artifacts'>;

/** Copies a file or folder to the artifacts of the run, and answers how many files it has. A name can be used once. */
export function publishArtifact(source: string, name: string, { folder, artifacts }: Folders): number {
  requireArtifactName(name);
  if (!existsSync(source)) {
    throw new Error(`Path does not exist: ${source}`);
  }
  const target = join(artifacts, name);
  // Renamed when it is complete: another job must not find half of it.
  const partial = join(folder, 'partial', randomUUID());
  try {
    const files = copied(source, partial);
    mkdirSync(artifacts, { recursive: true });
    if (existsSync(target)) {
      throw new Error(`Artifact ${name} already exists in this run.`);
    }
    renameSync(partial, target);
    return files;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function copied(source: string, target: string): number {
  mkdirSync(target, { recursive: true });
  if (statSync(source).isFile()) {
    cpSync(source, join(target, basename(source)));
    return 1;
  }
  const files = filesBelow(source).filter(wanted(source));
  for (const file of files) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    // An artifact has to stand on its own, so links are followed.
    cpSync(join(source, file), join(target, file), { dereference: true, recursive: true });
  }
  return files.length;
}

/** https://learn.microsoft.com/azure/devops/artifacts/reference/artifactignore; without that file, only `.git` is left out. */
function wanted(folder: string): (file: string) => boolean {
  const rules = join(folder, '.artifactignore');
  const left = ignore().add(existsSync(rules) ? readFileSync(rules, 'utf8') : '.git');
  return (file) => !left.ignores(file);
}
