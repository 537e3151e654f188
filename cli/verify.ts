import { verifyEvidence } from '../lib/contracts/verify';
import { sha256Hex } from '../lib/core/node/hash';
import { evidenceFiles } from '../lib/evidence/evidence-files';
import { evidenceFolder } from './evidence-folder';
import { printJson, printLines } from './printer';
import type { Verb, Words } from './verb';
import { verificationJson } from './verification-json';
import { verificationLines } from './verification-lines';
import { resultOf } from './verification-result';

/** Checks a folder of evidence offline. */
export const verify: Verb = {
  name: 'verify',
  summary: 'Check a folder of evidence offline.',
  usage: '<folder> [--json]',
  description: [
    'Reads the evidence of these tasks in every JSON file below the folder, whatever its name,',
    'lists it for each model version, and explains each problem.',
    '',
    'What it proves: no single file was changed after it was written; every file that another',
    'one builds on is there and fits; the receipts of each place form one history without a',
    'gap or a contradiction.',
    '',
    'What it does not prove: who wrote the files. They have hashes but no signatures, so a',
    'person who can replace all of them can invent another history. It cannot see either',
    'whether the newest receipts are missing: compare the last one with the tag',
    'mlops_receipt_… of the model in the registry.',
  ],
  options: { json: 'Print the result as JSON.' },
  example: 'mlops verify ./evidence',
  run: verifyFolder,
};

function verifyFolder(words: Words): number {
  const verification = verifyEvidence(evidenceFiles(evidenceFolder(words, 'verify')), sha256Hex);
  if (words.options.has('json')) {
    printJson(verificationJson(verification));
  } else {
    printLines(verificationLines(verification));
  }
  return resultOf(verification) === 'holds' ? 0 : 1;
}
