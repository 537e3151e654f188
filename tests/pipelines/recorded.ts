import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textIn } from './case-files';

/** The file of a case holds exactly this text; no file stands for no text. `RECORD=1` writes it, for a person to read. */
export function recorded(folder: string, file: string, text: string): void {
  if (process.env['RECORD'] !== undefined) {
    if (text === '') {
      rmSync(join(folder, file), { force: true });
    } else {
      writeFileSync(join(folder, file), text);
    }
  }
  assert.equal(text, textIn(folder, file) ?? '', join(folder, file));
}
