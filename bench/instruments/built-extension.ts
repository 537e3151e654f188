import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DIST = join(__dirname, '../../dist');

/** Exactly the content of the package. */
export const STAGING = join(DIST, 'extension');

export function isBuilt(): boolean {
  return existsSync(join(STAGING, 'tasks'));
}

export function taskFolder(name: string): string {
  return join(STAGING, 'tasks', name);
}

export function builtTasks(): readonly string[] {
  return readdirSync(join(STAGING, 'tasks')).toSorted();
}

/** Path of the package file, if there is one. */
export function packageFile(): string | undefined {
  const name = readdirSync(DIST).find((file) => file.endsWith('.vsix'));
  return name === undefined ? undefined : join(DIST, name);
}
