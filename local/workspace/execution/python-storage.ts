import { join, posix } from 'node:path';

/** Maps paths on Databricks to paths on this disk. */
export interface PythonStorage {
  /** The folder of the account. */
  readonly folder: string;
  /** The folders behind the roots of the service's file system. */
  readonly mounts: Readonly<Record<'/Workspace' | '/Volumes' | '/dbfs', string>>;
  /** Each table is `<catalog>/<schema>/<table>` below this folder. */
  readonly tables: string;
}

/** The service's POSIX path of a path or URI: `dbfs:/x` is `/dbfs/x`; a path without a known root is in the workspace. */
export function rootedPath(uri: string): string {
  const path = uri.replace(/^dbfs:\/*/, '/dbfs/').replace(/^\/dbfs\/(?=Volumes\/|Workspace\/)/, '/');
  const isRooted = /^\/(?:Workspace|Volumes|dbfs)(?:\/|$)/.test(path);
  return posix.normalize(isRooted ? path : `/Workspace${path}`);
}

/** The path on this disk. */
export function fileBehind(uri: string, { mounts }: PythonStorage): string {
  const path = rootedPath(uri);
  const [, root = '', below = ''] = /^(\/[^/]+)(.*)$/.exec(path) ?? [];
  // Unity Catalog stores names of catalogs, schemas and volumes in lower case.
  const kept = root === '/Volumes' ? below.replace(/^(?:\/[^/]*){1,3}/, (names) => names.toLowerCase()) : below;
  return join(mounts[root as keyof PythonStorage['mounts']] ?? mounts['/Workspace'], kept);
}
