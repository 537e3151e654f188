import { join, posix } from 'node:path';

/** Where the paths that code uses on Databricks lie on this disk. */
export interface PythonStorage {
  /** Everything of the account is kept below this folder. */
  readonly folder: string;
  /** The folders behind the roots of the service's file system. */
  readonly mounts: Readonly<Record<'/Workspace' | '/Volumes' | '/dbfs', string>>;
  /** Each table is `<catalog>/<schema>/<table>` below this folder. */
  readonly tables: string;
}

/** The service's POSIX path of a path or URI: `dbfs:/x` is `/dbfs/x`, what has no other root is in the workspace. */
export function rootedPath(uri: string): string {
  const path = uri.replace(/^dbfs:\/*/, '/dbfs/').replace(/^\/dbfs\/(?=Volumes\/|Workspace\/)/, '/');
  const isRooted = /^\/(?:Workspace|Volumes|dbfs)(?:\/|$)/.test(path);
  return posix.normalize(isRooted ? path : `/Workspace${path}`);
}

/** Where such a path lies on this disk. */
export function fileBehind(uri: string, { mounts }: PythonStorage): string {
  const path = rootedPath(uri);
  const [, root = '', below = ''] = /^(\/[^/]+)(.*)$/.exec(path) ?? [];
  // Unity Catalog keeps the names of catalog, schema and volume in lower case.
  const kept = root === '/Volumes' ? below.replace(/^(?:\/[^/]*){1,3}/, (names) => names.toLowerCase()) : below;
  return join(mounts[root as keyof PythonStorage['mounts']] ?? mounts['/Workspace'], kept);
}
