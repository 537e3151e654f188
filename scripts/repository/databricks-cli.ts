import { join } from 'node:path';

/** The official command line interface, as a Go module. */
export const CLI_MODULE = 'github.com/databricks/cli';
export const CLI_VERSION = '1.10.0';

export function cliFolder(root: string): string {
  return join(root, '.local/cli', CLI_VERSION);
}

export function cliPath(root: string): string {
  return join(cliFolder(root), 'databricks');
}

/** A module that needs that version and no other; Go checks what it downloads against its public checksums. */
export function cliGoMod(): string {
  // Without a language version Go would ask for modules that only the oldest dependencies name, some of them gone.
  return `module local/cli\n\ngo 1.26\n\nrequire ${CLI_MODULE} v${CLI_VERSION}\n`;
}
