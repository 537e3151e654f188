import { isJsonObject, parseJson } from '../../../lib/core/lossless-json';
import { invalidParameter } from '../http/refusal';
import { LANGUAGES, type Language } from './language';

/** The workspace object of an import request. */
export interface ImportedObject {
  readonly path: string;
  readonly type: 'NOTEBOOK' | 'FILE';
  readonly language?: Language;
  readonly content: Buffer;
}

export interface ImportRequest {
  readonly path: string;
  readonly format: string;
  readonly language: string | undefined;
  readonly content: Buffer;
}

/** The first line of a source file that makes it a notebook. */
const NOTEBOOK_HEADER = /^\uFEFF?(?:#|--|\/\/) Databricks notebook source\s*$/;

export function importedObject(request: ImportRequest): ImportedObject {
  const { path, content } = request;
  switch (request.format) {
    case 'RAW':
      return { path, type: 'FILE', content };
    case 'SOURCE':
      return { path, type: 'NOTEBOOK', language: givenLanguage(request), content };
    case 'JUPYTER':
      return { path, type: 'NOTEBOOK', language: jupyterLanguage(request), content };
    case 'AUTO':
      return analyzed(request);
    default:
      throw invalidParameter(`The workspace stand-in does not import format ${request.format}.`);
  }
}

function analyzed(request: ImportRequest): ImportedObject {
  const { path, content } = request;
  if (path.endsWith('.ipynb')) {
    return { path: path.slice(0, -'.ipynb'.length), type: 'NOTEBOOK', language: jupyterLanguage(request), content };
  }
  const language = LANGUAGES.find(({ extension }) => path.endsWith(extension));
  if (language !== undefined && NOTEBOOK_HEADER.test(firstLine(content))) {
    return { path: path.slice(0, -language.extension.length), type: 'NOTEBOOK', language: language.name, content };
  }
  return { path, type: 'FILE', content };
}

function givenLanguage({ language, path }: ImportRequest): Language {
  const known = LANGUAGES.find(({ name }) => name === language);
  if (known === undefined) {
    throw invalidParameter(`The language of ${path} must be specified for format SOURCE, not '${language ?? ''}'.`);
  }
  return known.name;
}

function jupyterLanguage({ path, content }: ImportRequest): Language {
  const notebook = parsedNotebook(path, content);
  if (!isJsonObject(notebook) || !Array.isArray(notebook['cells'])) {
    throw invalidParameter(`The content of ${path} is not a Jupyter notebook.`);
  }
  const info = isJsonObject(notebook['metadata']) ? notebook['metadata']['language_info'] : undefined;
  const named = isJsonObject(info) ? info['name'] : undefined;
  return LANGUAGES.find(({ name }) => name.toLowerCase() === named)?.name ?? 'PYTHON';
}

function parsedNotebook(path: string, content: Buffer): unknown {
  try {
    return parseJson(content.toString('utf8'));
  } catch {
    throw invalidParameter(`The content of ${path} is not a Jupyter notebook.`);
  }
}

function firstLine(content: Buffer): string {
  return content.subarray(0, 200).toString('utf8').split('\n', 1)[0] ?? '';
}
