import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../usage-error';
import { version } from '../version';
import { statesOf, type FileState } from './decide';
import { readRecord, writeRecord } from './record';
import { shippedTemplates, type Files } from './shipped';

/** A folder with templates, compared with this release. */
export interface Comparison {
  readonly folder: string;
  /** Release that wrote the files; undefined if none did. */
  readonly former: string | undefined;
  readonly states: ReadonlyMap<string, FileState>;
}

export function comparedWith(folder: string): Comparison {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new UsageError(`'${folder}' is a file, not a folder.`, 'Name the folder of your template repository.');
  }
  const shipped = shippedTemplates();
  const record = readRecord(folder);
  const paths = new Set([...shipped.keys(), ...Object.keys(record?.files ?? {})]);
  return { folder, former: record?.version, states: statesOf(shipped, filesAt(folder, paths), record) };
}

export function pathsIn({ states }: Comparison, ...wanted: readonly FileState[]): readonly string[] {
  return [...states].flatMap(([path, state]) => (wanted.includes(state) ? [path] : []));
}

/** Brings the folder to this release. The record is last: if a write fails before it, the next run goes on. */
export function vendor(comparison: Comparison): void {
  const { folder } = comparison;
  const shipped = shippedTemplates();
  for (const path of pathsIn(comparison, 'missing', 'older', 'edited')) {
    const text = shipped.get(path);
    if (text !== undefined) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
  pathsIn(comparison, 'gone').forEach((path) => rmSync(join(folder, path)));
  writeRecord(folder, version, shipped);
}

function filesAt(folder: string, paths: ReadonlySet<string>): Files {
  const there = [...paths].filter((path) => existsSync(join(folder, path)));
  return new Map(there.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
