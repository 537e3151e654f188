import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { sha256OfBytes } from '../../../../lib/core/node/hash';
import { fileBehind, type PythonStorage } from '../../execution/python-storage';
import type { RequirementLines } from '../../python-environment/run-environments';

/** A file that a requirement names is not there. */
export class LibraryMissing extends Error {
  override readonly name = 'LibraryMissing';
}

const MOST_NESTED = 10;
/** An option that names another file: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const FILE_OPTION = /^(-r|--requirement|-c|--constraint)(?:\s+|=)?(\S.*)$/;
/** A path, alone or behind what says how to install it; an address with another scheme is none. */
const LOCAL_PATH =
  /^(?<before>(?:-e|--editable)[\s=]+|[\w.[\],-]+\s*@\s*)?(?:file:\/\/)?(?<path>(?:dbfs:)?\.{0,2}\/\S+|[^\s:@]+\.(?:whl|zip|tar\.gz))(?<after>\s.*)?$/;

/** What `environments.spec.dependencies` name, each one line of a requirements file. */
export function requirementLines(dependencies: readonly string[], storage: PythonStorage): RequirementLines {
  const found = dependencies.flatMap((line) => expanded(line, { storage, folder: '/Workspace', depth: 0 }));
  return { lines: found.map(({ line }) => line), identity: found.map(({ identity }) => identity) };
}

interface Place {
  readonly storage: PythonStorage;
  /** Where relative paths begin, as the service names it. */
  readonly folder: string;
  readonly depth: number;
}

interface Requirement {
  readonly line: string;
  readonly identity: string;
}

function expanded(written: string, place: Place): readonly Requirement[] {
  const line = written.replace(/(?:^|\s)#.*$/, '').trim();
  if (line === '') {
    return [];
  }
  const [, option, named = ''] = FILE_OPTION.exec(line) ?? [];
  if (option?.includes('c') === true) {
    const { file, content } = fileNamed(named, place);
    return [{ line: `-c ${file}`, identity: `-c ${sha256OfBytes(content)}` }];
  }
  return option === undefined ? [oneRequirement(line, place)] : linesOfFile(named, place);
}

function linesOfFile(named: string, place: Place): readonly Requirement[] {
  const { path, content } = fileNamed(named, place);
  if (place.depth === MOST_NESTED) {
    throw new LibraryMissing(`${path} is nested more than ${MOST_NESTED} files deep`);
  }
  const inside = { ...place, folder: dirname(path), depth: place.depth + 1 };
  // A backslash continues a line, e.g. before a hash.
  const lines = content
    .toString('utf8')
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/);
  return lines.flatMap((line) => expanded(line, inside));
}

function oneRequirement(line: string, place: Place): Requirement {
  const { before = '', path, after = '' } = LOCAL_PATH.exec(line)?.groups ?? {};
  if (path === undefined) {
    return { line, identity: line };
  }
  const { file, content } = fileNamed(path, place);
  const target = before.includes('@') ? `file://${file}` : file;
  return { line: `${before}${target}${after}`, identity: `${before}${sha256OfBytes(content)}${after}` };
}

function fileNamed(named: string, { storage, folder }: Place): { path: string; file: string; content: Buffer } {
  const path = isAbsolute(named) || named.startsWith('dbfs:') ? named : join(folder, named);
  const file = fileBehind(path, storage);
  try {
    return { path, file, content: readFileSync(file) };
  } catch {
    throw new LibraryMissing(`the file ${path} does not exist`);
  }
}
