import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who created a schema by SQL in a notebook; undefined if the API created it. */
export function schemaMaker(folder: string): string | undefined {
  const file = join(folder, '_made_by');
  const maker = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return maker === '' ? undefined : maker;
}
