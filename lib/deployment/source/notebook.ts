import { posix } from 'node:path';
import type { ImportFormat } from '../../databricks/workspace-files';

/** The kind of a deployed object. */
export type Kind = 'notebook' | 'file';

type Language = Extract<ImportFormat, { format: 'SOURCE' }>['language'];

/** Notebook languages by extension; the comment starts the line that makes a file a notebook. */
const SOURCES: Readonly<Record<string, { readonly language: Language; readonly comment: string }>> = {
  '.py': { language: 'PYTHON', comment: '#' },
  '.sql': { language: 'SQL', comment: '--' },
  '.scala': { language: 'SCALA', comment: '//' },
  '.r': { language: 'R', comment: '#' },
};

/** How the workspace imports a file: https://docs.databricks.com/en/notebooks/notebook-export-import.html */
export function importFormat(path: string, firstLine: string): ImportFormat {
  const extension = posix.extname(path).toLowerCase();
  if (extension === '.ipynb') {
    return { format: 'JUPYTER' };
  }
  const source = SOURCES[extension];
  const isNotebook = firstLine.replace(/^\uFEFF/, '').trimEnd() === `${source?.comment} Databricks notebook source`;
  return source !== undefined && isNotebook ? { format: 'SOURCE', language: source.language } : { format: 'RAW' };
}

/** The path of an object below the destination: a notebook has no extension. */
export function targetOf(path: string, kind: Kind): string {
  return kind === 'file' ? path : path.slice(0, path.length - posix.extname(path).length);
}

/** The parent folders of a path, nearest first; none at the top. */
export function foldersAbove(path: string): readonly string[] {
  const parent = posix.dirname(path);
  return parent === '.' ? [] : [parent, ...foldersAbove(parent)];
}
