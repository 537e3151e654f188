import { createHash } from 'node:crypto';

/** The same GUID for the same name, because the service derives IDs of steps from their names. */
export function nameGuid(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
