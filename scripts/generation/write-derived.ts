import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from '../repository/command';
import { textOf } from '../repository/repository';
import { derive } from './derive';

/** The generated files that are out of date. */
export async function staleFiles(root: string): Promise<readonly (readonly [path: string, text: string])[]> {
  return [...(await derive(root))].filter(([path, text]) => textOf(root, path) !== text);
}

export async function writeDerived(root: string): Promise<void> {
  for (const [path, text] of await staleFiles(root)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    say(`wrote ${path}`);
  }
}
