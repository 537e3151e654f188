import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyEvidence } from '../lib/contracts/verify';
import { sha256Hex } from '../lib/core/node/hash';
import { evidenceFiles } from '../lib/evidence/evidence-files';

import { print } from './printer';
import { UsageError } from './usage-error';
import { holds, verificationLines } from './verification-lines';

const USAGE = 'mlops verify <folder>';

/** Checks a folder of evidence offline: 0 when everything in it holds, 1 when something does not. */
export function verify(words: readonly string[]): number {
  const verification = verifyEvidence(evidenceFiles(folderIn(words)), sha256Hex);
  verificationLines(verification).forEach(print);
  return holds(verification) ? 0 : 1;
}

function folderIn(words: readonly string[]): string {
  const folders = positionals(words);
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) {
    throw new UsageError(`'verify' takes one folder, and got ${folders.length || 'none'}.`, USAGE);
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`'${folder}' is no folder.`, `${USAGE}, the folder being one with downloaded evidence.`);
  }
  return folder;
}

function positionals(words: readonly string[]): readonly string[] {
  try {
    return parseArgs({ args: [...words], options: {}, allowPositionals: true }).positionals;
  } catch (error) {
    // parseArgs tells options that it does not know by a TypeError.
    throw error instanceof TypeError ? new UsageError(error.message, USAGE) : error;
  }
}
