import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, count, list, text, versionNumber } from './members';
import { modelVersionSchema } from './model-version';
import { predecessor } from './predecessor';

const finding = v.object({
  check: text('Name of the check.'),
  outcome: choice(['passed', 'failed', 'skipped'], 'How it ended.'),
  message: text('What was found, in a sentence.'),
});

/** Which version scored how many rows of a batch, read from what the batch wrote. */
export const proofSchema = v.pipe(
  v.object({
    ...envelope('proof'),
    predecessor: v.optional(
      v.pipe(
        predecessor(['receipt', 'candidate']),
        v.description('The receipt that made the version what it is, or its candidate; absent if neither is here.'),
      ),
    ),
    model: modelVersionSchema,
    verdict: choice(['PROVED', 'NOT_PROVED'], 'Whether every check passed.'),
    statement: text('The batch in a sentence.'),
    batch: v.object({
      id: text('ID of the batch in its rows.'),
      runId: text('Run that scored it.'),
      codeCommit: text('Commit of the code that had to score it.'),
    }),
    expected: v.object({
      place: v.optional(text('Place that was named, e.g. alias:champion.')),
      atStart: versionNumber('Version that had to score.'),
      atEnd: v.optional(versionNumber('Version that held the place after the batch.')),
    }),
    input: v.object({
      table: text('Table that was read.'),
      version: count('Its Delta version.'),
      rows: count('Its rows at that version.'),
    }),
    output: v.object({
      name: text('Table or path that was written.'),
      rows: count('Rows of the batch.'),
      byVersion: list(
        v.object({ version: v.optional(text('Version in the rows.')), rows: count('Rows.') }),
        'Rows by the version that they name.',
      ),
    }),
    checks: list(finding, 'All checks.'),
  }),
  v.forward(
    v.check(
      ({ verdict, checks }) => verdict === 'NOT_PROVED' || checks.every(({ outcome }) => outcome !== 'failed'),
      'contradicts the outcomes of the checks',
    ),
    ['verdict'],
  ),
  v.description('Which version scored how many rows of a batch.'),
);
