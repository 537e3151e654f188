/** Why an archive is not looked into, as the end of a sentence. */
export class UnreadableArchive extends Error {
  override readonly name = 'UnreadableArchive';
}

/** What is wrong with the packed bytes, and not with the reading of them. */
export function isDamage(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // zlib's own codes, e.g. Z_DATA_ERROR.
  return error instanceof UnreadableArchive || code.startsWith('Z_');
}
