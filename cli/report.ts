import { verifyEvidence, type Verified } from '../lib/contracts/verify';
import { sha256Hex } from '../lib/core/node/hash';
import { evidenceFiles } from '../lib/evidence/evidence-files';
import { comparisonComment } from '../lib/report/comparison/comment';
import { comparisonSummary, type Reported } from '../lib/report/comparison/summary';
import { evidenceFolder } from './evidence-folder';
import { printError, printJson, printLines } from './printer';
import type { Verb, Words } from './verb';
import { verificationLines } from './verification-lines';
import { breaksIn, lacksOnlyEarlierRuns, resultOf } from './verification-result';

/** Rebuilds the report of a comparison from its files. */
export const report: Verb = {
  name: 'report',
  summary: 'Rebuild the report of each comparison in a folder of evidence.',
  usage: '<folder> [--json]',
  description: [
    'Prints, as Markdown, what MLflowCompareModels showed in the summary of its run: the verdict with',
    'its numbers, what a promotion changes, groups of rows, what changed since the champion, what the',
    'result proves and what it does not, and how to go back. It needs the files only, no service.',
    '',
    'Evidence that does not hold is not reported; mlops verify explains what is wrong with it. The',
    'artifacts of one run are enough: receipts of earlier runs are not needed for the comparison.',
  ],
  options: { json: 'Print verdict, findings, report and a short comment for each version as JSON.' },
  example: 'mlops report ./evidence',
  run: reportFolder,
};

function reportFolder(words: Words): number {
  const folder = evidenceFolder(words, 'report');
  const verification = verifyEvidence(evidenceFiles(folder), sha256Hex);
  const isIncomplete = lacksOnlyEarlierRuns(breaksIn(verification));
  if (resultOf(verification) !== 'holds' && !isIncomplete) {
    verificationLines(verification).forEach(printError);
    return 1;
  }
  const reported = verification.versions.flatMap(reportedIn);
  if (reported.length === 0) {
    printError(`There is no comparison in '${folder}'.`);
    printError(
      'Fix: Name the artifacts of a run that compared a version with the champion, e.g. of main.yml or release.yml.',
    );
    return 1;
  }
  if (isIncomplete) {
    printError(
      `note: Receipts of earlier runs are not in '${folder}', so this proves the comparison and not the history of the model.`,
    );
  }
  if (words.options.has('json')) {
    printJson(reported.map(reportJson));
  } else {
    printLines(reported.flatMap((each) => comparisonSummary(each).split('\n')));
  }
  return 0;
}

function reportedIn({ chain }: Verified): readonly Reported[] {
  const comparison = chain?.comparison?.contract;
  return comparison === undefined ? [] : [{ comparison, compliance: chain?.compliance?.contract }];
}

function reportJson({ comparison, compliance }: Reported): object {
  const { model, verdict, isBetter, because, findings = [], seen, mode = 'gate' } = comparison;
  return {
    model: model.name,
    version: model.version,
    champion: seen.champion?.version ?? null,
    verdict,
    isBetter,
    because,
    mode,
    findings,
    compliance: compliance?.verdict ?? null,
    markdown: comparisonSummary({ comparison, compliance }),
    comment: comparisonComment({ comparison, compliance }),
  };
}
