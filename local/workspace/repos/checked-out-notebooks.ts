import { closeSync, existsSync, lstatSync, openSync, readdirSync, readSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LANGUAGES } from '../files/language';
import { importedObject } from '../files/imported-object';
import type { ObjectTree } from '../files/object-tree';

const HEAD_BYTES = 200;

/** Makes the notebooks among a Git folder's files known by their names without extension. */
export function showNotebooks(tree: ObjectTree, folder: string, files: readonly string[]): void {
  forgetLinks(tree.fileOf(folder));
  for (const file of files) {
    const path = join(folder, file);
    const notebook = notebookAt(tree, path);
    if (notebook !== undefined && !existsSync(tree.fileOf(notebook.path))) {
      tree.link(notebook.path, { target: basename(path), language: notebook.language });
    }
  }
}

function notebookAt(tree: ObjectTree, path: string) {
  if (!LANGUAGES.some(({ extension }) => path.endsWith(extension))) {
    return undefined;
  }
  const file = tree.fileOf(path);
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) {
    return undefined;
  }
  const {
    type,
    language,
    path: shown,
  } = importedObject({ path, format: 'AUTO', language: undefined, content: headOf(file) });
  return type === 'NOTEBOOK' && language !== undefined ? { path: shown, language } : undefined;
}

function headOf(file: string): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(descriptor, head));
  } finally {
    closeSync(descriptor);
  }
}

/** Links of an earlier checkout. */
function forgetLinks(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      forgetLinks(file);
    } else if (
      entry.isSymbolicLink() &&
      LANGUAGES.some(({ extension }) => readlinkSync(file) === `${entry.name}${extension}`)
    ) {
      rmSync(file);
    }
  }
}
