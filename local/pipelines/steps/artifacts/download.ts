import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from '../find-files';
import { matcher } from '../glob';
import { requireArtifactName } from './artifact-name';

export interface DownloadOrder {
  /** The folder with one folder for each artifact. */
  readonly artifacts: string;
  /** Empty for all of them, each into a folder of its own. */
  readonly name: string;
  readonly patterns: readonly string[];
  readonly target: string;
}

/** Answers the number of files. */
export function downloadArtifacts({ artifacts, name, patterns, target }: DownloadOrder): number {
  const known = existsSync(artifacts) ? readdirSync(artifacts) : [];
  if (name === '') {
    return copyMatching(artifacts, target, patterns);
  }
  requireArtifactName(name);
  if (!known.includes(name)) {
    throw new Error(`Artifact ${name} was not found in this run; it has: ${known.toSorted().join(', ') || '(none)'}.`);
  }
  return copyMatching(join(artifacts, name), target, patterns);
}

function copyMatching(source: string, target: string, patterns: readonly string[]): number {
  const files = filesBelow(source).filter(matcher(patterns));
  mkdirSync(target, { recursive: true });
  for (const file of files) {
    const path = join(target, file);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(source, file), path);
  }
  return files.length;
}
