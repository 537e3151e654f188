import { mkdirSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { refuseLongPath } from '../files/long-path';
import { invalidParameter, Refusal } from '../http/refusal';

/** Undefined if there is no such file or folder, for any reason. */
export function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

/** Creates the parent folders of a file uploaded to a signed URL; refuses if a file is in the way. */
export function makeRoomFor(file: string): void {
  refuseLongPath(file, file);
  if (statsOf(file)?.isDirectory() === true) {
    throw invalidParameter('The specified blob is a directory.');
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch {
    throw new Refusal(409, 'ALREADY_EXISTS', 'A file is in the way of the directory of the specified blob.');
  }
}
