import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../scripts/repository/repository';

/** A file below `on-databricks/` by its name, as a host finds it beside a built task. */
export function shippedFile(name: string): string {
  const folder = join(root, 'on-databricks');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return readFileSync(join(folder, paths.find((path) => basename(path) === name) ?? name), 'utf8');
}
