import { lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { sep } from 'node:path';

/** What is at a path of the source, or why it cannot be deployed, as the rest of a sentence. */
export type SourceEntry =
  | { readonly kind: 'file'; readonly size: number }
  | { readonly kind: 'folder'; readonly real: string }
  | { readonly kind: 'problem'; readonly problem: string };

export interface LinkPolicy {
  readonly symlinks: 'refuse' | 'follow';
  /** The source, without links in its path. */
  readonly root: string;
}

export function sourceEntry(file: string, { symlinks, root }: LinkPolicy): SourceEntry {
  const stats = lstatSync(file);
  if (!stats.isSymbolicLink()) {
    return entryOf(stats, file);
  }
  if (symlinks === 'refuse') {
    return problem("is a symbolic link; set 'symlinks: follow', or leave it out");
  }
  const real = realPath(file);
  if (real === undefined) {
    return problem('is a symbolic link that leads nowhere');
  }
  const isInside = real === root || real.startsWith(root + sep);
  return isInside ? entryOf(statSync(real), real) : problem('is a symbolic link that leads out of the source');
}

function entryOf(stats: Stats, real: string): SourceEntry {
  if (stats.isDirectory()) {
    return { kind: 'folder', real };
  }
  return stats.isFile() ? { kind: 'file', size: stats.size } : problem('is neither file nor folder');
}

function problem(text: string): SourceEntry {
  return { kind: 'problem', problem: text };
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    // Not there, or a ring of links.
    return undefined;
  }
}
