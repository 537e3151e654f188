import { statSync } from 'node:fs';
import { invalidParameter } from '../http/refusal';

/** On Linux and macOS alike. */
const MAX_NAME_BYTES = 255;

/** Refuses a path that is too long for this disk before any part of it is created. */
export function refuseLongPath(path: string, file: string): void {
  if (path.split('/').some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES) || isTooLong(file)) {
    throw invalidParameter(`Path (${path}) is too long.`);
  }
}

function isTooLong(file: string): boolean {
  try {
    statSync(file);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG';
  }
}
