import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../lib/core/node/hash';
import { UsageError } from '../usage-error';
import type { Files } from './shipped';

/** Beside the copied templates; tells a later release what it may replace. */
const RECORD = 'mlops-templates.json';

export interface VendoringRecord {
  /** Release that the files are from. */
  readonly version: string;
  /** SHA-256 of each file as it was written. */
  readonly files: Readonly<Record<string, string>>;
}

/** Git may have changed the ends of lines. */
export function hashOf(text: string): string {
  return sha256Hex(text.replaceAll('\r\n', '\n'));
}

/** Undefined if no templates were copied to the folder. */
export function readRecord(folder: string): VendoringRecord | undefined {
  const file = join(folder, RECORD);
  if (!existsSync(file)) {
    return undefined;
  }
  const found = parsed(readFileSync(file, 'utf8'));
  if (found === undefined) {
    throw new UsageError(
      `${file} is not a record that 'mlops templates vendor' wrote.`,
      'Restore it from Git, or delete it; without it, files that differ from this release count as edited.',
    );
  }
  return found;
}

export function writeRecord(folder: string, version: string, files: Files): void {
  const hashes = Object.fromEntries([...files].map(([path, text]) => [path, hashOf(text)]));
  writeFileSync(join(folder, RECORD), `${JSON.stringify({ version, files: hashes }, undefined, 2)}\n`);
}

function parsed(text: string): VendoringRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is VendoringRecord {
  if (typeof value !== 'object' || value === null || !('version' in value) || !('files' in value)) {
    return false;
  }
  const { version, files } = value;
  return (
    typeof version === 'string' &&
    typeof files === 'object' &&
    files !== null &&
    // Old files are deleted by these names, so none may lead out of the folder.
    Object.entries(files).every(([path, hash]) => typeof hash === 'string' && !/^\/|\\|(?:^|\/)\.\.(?:\/|$)/.test(path))
  );
}
