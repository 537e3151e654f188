import { join } from 'node:path';

/** The official CLI as a Go module. */
export const CLI_MODULE = 'github.com/databricks/cli';
export const CLI_VERSION = '1.10.0';

export function cliFolder(root: string): string {
  return join(root, '.local/cli', CLI_VERSION);
}

export function cliPath(root: string): string {
  return join(cliFolder(root), 'databricks');
}

/** A module that needs exactly that version; Go checks downloads against its public checksums. */
export function cliGoMod(): string {
  // Without a language version, Go would request modules that only the oldest dependencies need; some no longer exist.
  return `module local/cli\n\ngo 1.26\n\nrequire ${CLI_MODULE} v${CLI_VERSION}\n`;
}
