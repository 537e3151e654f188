import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files by path: what a commit holds. */
export type Tree = Readonly<Record<string, string | Buffer>>;

/** The first line that makes a file a notebook. */
export const HEADER = '# Databricks notebook source\n';

/** Makes the folder hold exactly these files. */
export function writeTree(folder: string, tree: Tree): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** What the tree has to look like in a workspace: kind and content by path, notebooks without extension. */
export function expectedObjects(tree: Tree): Readonly<Record<string, string>> {
  const entries = Object.entries(tree).map(([path, content]) => {
    const bytes = Buffer.from(content);
    const isNotebook =
      /\.(?:py|sql|scala|r)$/i.test(path) &&
      /^(?:#|--|\/\/) Databricks notebook source\r?\n/.test(bytes.toString('latin1'));
    return isNotebook || path.endsWith('.ipynb')
      ? ([path.replace(/\.[^.]*$/, ''), `NOTEBOOK ${bytes.toString('latin1')}`] as const)
      : ([path, `FILE ${bytes.toString('latin1')}`] as const);
  });
  return Object.fromEntries(entries);
}
