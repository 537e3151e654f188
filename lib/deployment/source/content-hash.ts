import { sha256Hex } from '../../core/node/hash';

/** SHA-256 over the lines `path NUL sha256 LF` in the order of their code units: the same files, the same hash. */
export function contentSha256(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = files.map(({ path, sha256 }) => `${path}\0${sha256}\n`);
  // Without a comparison, texts are ordered by their UTF-16 code units.
  return sha256Hex(lines.toSorted().join(''));
}
