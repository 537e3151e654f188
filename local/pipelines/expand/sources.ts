import type { Problem } from '../../../lib/yaml/position';

/** Where a file lies: the repository by its alias, and the path from its root. */
export interface FilePlace {
  readonly repository: string;
  readonly path: string;
}

export type SourceReading =
  | { readonly text: string; readonly label: string }
  | { readonly missing: string }
  /** The file is there, and its bytes are not text. */
  | { readonly problem: Problem };

/** Gives the text of files; the only way in which an expansion sees the world. */
export interface Sources {
  readonly read: (place: FilePlace) => SourceReading;
}

export const SELF = 'self';

/** What `template:` says, as a place; `problem` says why it is none. */
export function templatePlace(reference: string, from: FilePlace): FilePlace | { readonly problem: string } {
  const at = reference.lastIndexOf('@');
  const alias = at === -1 ? undefined : reference.slice(at + 1);
  const written = (at === -1 ? reference : reference.slice(0, at)).replaceAll('\\', '/');
  // With an alias the path counts from the root of that repository, as it does with a slash in front.
  const folder = alias !== undefined || written.startsWith('/') ? [] : from.path.split('/').slice(0, -1);
  const path = normalized([...folder, ...written.split('/')]);
  if (written === '' || alias === '') {
    return { problem: `'${reference}' does not name a file` };
  }
  return path === undefined
    ? { problem: `'${reference}' is outside the repository` }
    : { repository: alias ?? from.repository, path };
}

function normalized(parts: readonly string[]): string | undefined {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '..') {
      if (kept.pop() === undefined) {
        return undefined;
      }
    } else if (part !== '' && part !== '.') {
      kept.push(part);
    }
  }
  return kept.join('/');
}
