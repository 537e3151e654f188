import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isEvidenceName } from '../contracts/evidence-place';
import type { EvidenceFile } from '../contracts/read';
import { isMeantAsContract } from '../contracts/recognize';
import { UserError } from '../core/errors';

/** Enough for a deployment of 100,000 files. */
const LARGEST_BYTES = 16 * 1024 * 1024;
const MOST_FILES = 10_000;

/**
 * Every JSON file below the folder that is meant as a contract, under any name, with its path inside the folder. None
 * if the folder does not exist.
 */
export function evidenceFiles(folder: string): readonly EvidenceFile[] {
  if (!existsSync(folder)) {
    return [];
  }
  return reading(folder, () => {
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name));
    if (paths.length > MOST_FILES) {
      throw new TypeError(`it contains ${paths.length} JSON files, more than the ${MOST_FILES} that are read at most`);
    }
    return paths.flatMap((path) => contractAt(path, folder));
  });
}

function contractAt(path: string, folder: string): readonly EvidenceFile[] {
  const name = relative(folder, path).split(sep).join('/');
  const { size } = statSync(path);
  if (size > LARGEST_BYTES) {
    if (isEvidenceName(name)) {
      throw new TypeError(
        `${name} has ${size} bytes, more than the ${LARGEST_BYTES} that an evidence file has at most`,
      );
    }
    return [];
  }
  const file = { name, text: readFileSync(path, 'utf8') };
  return isMeantAsContract(file) ? [file] : [];
}

function reading<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UserError('EVIDENCE_UNREADABLE', {
      what: `The evidence in ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Let this step read that folder, or name one that contains only the evidence.',
      cause: error,
    });
  }
}
