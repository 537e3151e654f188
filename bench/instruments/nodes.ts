import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NODE24 = join(__dirname, `../../.local/node24/node_modules/node-${process.platform}-${process.arch}`, 'bin/node');

export interface NodeBinary {
  readonly version: string;
  readonly path: string;
}

/** The Node that runs this, and the Node 24 of the tests if it is installed. */
export function nodeBinaries(): readonly NodeBinary[] {
  const running = { version: process.version, path: process.execPath };
  return existsSync(NODE24) ? [running, { version: versionOf(NODE24), path: NODE24 }] : [running];
}

function versionOf(path: string): string {
  return execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
}
