import { statSync } from 'node:fs';
import { verifyEvidence } from '../lib/contracts/verify';
import { sha256Hex } from '../lib/core/node/hash';
import { evidenceFiles } from '../lib/evidence/evidence-files';
import { printJson, printLines } from './printer';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';
import { verificationJson } from './verification-json';
import { verificationLines } from './verification-lines';
import { resultOf } from './verification-result';

/** Checks a folder of evidence, without asking any service. */
export const verify: Verb = {
  name: 'verify',
  summary: 'Check a folder of evidence offline.',
  usage: '<folder> [--json]',
  description: [
    'Reads every JSON file below the folder that is evidence of these tasks, whatever the',
    'file is called, lists it for each model version, and explains what does not hold.',
    '',
    'What it proves: no file was changed by itself after it was written; everything that a',
    'file builds on is here and fits; the receipts of each place tell one history, from the',
    'first one on, without a gap or a contradiction.',
    '',
    'What it does not prove: who wrote the files. They carry hashes and no signatures, so',
    'whoever can replace all of them can make up another history. Nor does it see that the',
    'newest receipts are missing: compare the last one with the tag mlops_receipt_… that',
    'the model carries in the registry.',
  ],
  options: { json: 'Print the result as JSON.' },
  example: 'mlops verify ./evidence',
  run: verifyFolder,
};

function verifyFolder(words: Words): number {
  const verification = verifyEvidence(evidenceFiles(folderIn(words)), sha256Hex);
  if (words.options.has('json')) {
    printJson(verificationJson(verification));
  } else {
    printLines(verificationLines(verification));
  }
  return resultOf(verification) === 'holds' ? 0 : 1;
}

function folderIn({ positionals }: Words): string {
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    throw new UsageError(
      `'mlops verify' takes one folder, and got ${positionals.length === 0 ? 'none' : positionals.length}.`,
      'Write mlops verify <folder>.',
    );
  }
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) {
    throw new UsageError(
      found === undefined ? `There is no folder '${folder}'.` : `'${folder}' is a file, not a folder.`,
      'Name the folder into which the artifacts of the pipeline run were downloaded.',
    );
  }
  return folder;
}
