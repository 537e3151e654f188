import { posix } from 'node:path';
import { invalidParameter } from '../http/refusal';

/** The one spelling of a workspace path: absolute, without `/Workspace` in front and `/` behind. */
export function workspacePath(path: string): string {
  if (!path.startsWith('/')) {
    throw invalidParameter(`Path (${path}) doesn't start with '/'`);
  }
  // A segment that climbs would leave the workspace's folder on this disk.
  if (path.split('/').includes('..') || path.includes('\0')) {
    throw invalidParameter(`Path (${path}) is not a canonical path`);
  }
  const plain = posix.normalize(path).replace(/(.)\/$/, '$1');
  return plain === '/Workspace' ? '/' : plain.replace(/^\/Workspace\//, '/');
}

export function parentOf(path: string): string {
  return posix.dirname(path);
}
