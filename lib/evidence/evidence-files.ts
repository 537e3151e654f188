import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isEvidenceName } from '../contracts/evidence-place';
import type { EvidenceFile } from '../contracts/read';
import { UserError } from '../core/errors';

/** Every file below the folder that has the name of a contract, by its path inside it; none when the folder is not there. */
export function evidenceFiles(folder: string): readonly EvidenceFile[] {
  if (!existsSync(folder)) {
    return [];
  }
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && isEvidenceName(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => ({ name: relative(folder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
  } catch (error) {
    throw new UserError('EVIDENCE_UNREADABLE', {
      what: `The evidence in ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Let the agent read that folder, or name another one.',
      cause: error,
    });
  }
}
