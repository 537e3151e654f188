import { posix } from 'node:path';
import { invalidParameter } from '../http/refusal';

/** The canonical workspace path: absolute, without `/Workspace` at the start or `/` at the end. */
export function workspacePath(path: string): string {
  if (!path.startsWith('/')) {
    throw invalidParameter(`Path (${path}) doesn't start with '/'`);
  }
  // `..` would leave the workspace's folder on this disk.
  if (path.split('/').includes('..') || path.includes('\0')) {
    throw invalidParameter(`Path (${path}) is not a canonical path`);
  }
  const plain = posix.normalize(path).replace(/(.)\/$/, '$1');
  return plain === '/Workspace' ? '/' : plain.replace(/^\/Workspace\//, '/');
}

export function parentOf(path: string): string {
  return posix.dirname(path);
}
