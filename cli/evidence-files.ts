import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isEvidenceName } from '../lib/contracts/evidence-place';
import type { EvidenceFile } from '../lib/contracts/read';

/** The contracts below a folder, by their path inside it. */
export function evidenceFilesIn(folder: string): readonly EvidenceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isEvidenceName(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ name: relative(folder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}
