import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { importedObject, type ImportedObject } from '../files/imported-object';
import { LANGUAGES } from '../files/language';
import type { ObjectTree } from '../files/object-tree';
import { Refusal } from '../http/refusal';

const HEAD_BYTES = 200;
const JUPYTER = '.ipynb';
const EXTENSIONS = [...LANGUAGES.map(({ extension }) => extension), JUPYTER];

/** Makes the notebooks in a Git folder available under their names without extension. */
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
  if (!EXTENSIONS.some((extension) => path.endsWith(extension))) {
    return undefined;
  }
  const file = tree.fileOf(path);
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) {
    return undefined;
  }
  const content = path.endsWith(JUPYTER) ? readFileSync(file) : headOf(file);
  const object = objectOf(path, content);
  return object?.type === 'NOTEBOOK' && object.language !== undefined
    ? { path: object.path, language: object.language }
    : undefined;
}

/** Undefined for a file with the extension but not the content of a notebook; it stays a file. */
function objectOf(path: string, content: Buffer): ImportedObject | undefined {
  try {
    return importedObject({ path, format: 'AUTO', language: undefined, content });
  } catch (error) {
    if (error instanceof Refusal) {
      return undefined;
    }
    throw error;
  }
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
      EXTENSIONS.some((extension) => readlinkSync(file) === `${entry.name}${extension}`)
    ) {
      rmSync(file);
    }
  }
}
