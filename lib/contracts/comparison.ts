import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, sha256, text, yesNo } from './members';
import { championSchema, modelVersionSchema } from './model-version';
import { agreesWithPolicy } from './policy';
import { predecessor } from './predecessor';

const COMPARISON_VERDICTS = ['FIRST_MODEL', 'SUPERIOR', 'NON_INFERIOR', 'INCONCLUSIVE', 'INFERIOR', 'ERROR'] as const;

type Verdict = (typeof COMPARISON_VERDICTS)[number];

// A policy may count an equal model as better, but none of the others.
const MAY_BE_BETTER: ReadonlySet<Verdict> = new Set(['FIRST_MODEL', 'SUPERIOR', 'NON_INFERIOR']);

/** Whether a version is better than the champion on the same rows. */
export const comparisonSchema = v.pipe(
  v.object({
    ...envelope('comparison'),
    predecessor: v.pipe(
      predecessor(['compliance', 'candidate']),
      v.description('The compliance file it builds on, or the candidate.'),
    ),
    model: modelVersionSchema,
    verdict: choice(COMPARISON_VERDICTS, 'What the statistics say.'),
    isBetter: yesNo('Whether the policy counts the verdict as better.'),
    because: text('The verdict in a sentence.'),
    seen: v.pipe(
      v.object({
        policySha256: sha256('SHA-256 of the effective policy.'),
        dataDigest: v.optional(text('Digest of the rows; absent if they could not be read.')),
        champion: v.optional(championSchema),
      }),
      v.description('What the verdict is based on, besides the model.'),
    ),
  }),
  v.forward(
    v.check((contract) => agreesWithPolicy(contract), "contradicts the hash in 'policy'"),
    ['seen'],
  ),
  v.forward(
    v.check(
      ({ verdict, isBetter }) => !isBetter || MAY_BE_BETTER.has(verdict),
      'is true, but the verdict rules that out',
    ),
    ['isBetter'],
  ),
  v.forward(
    v.check(
      ({ verdict, seen }) => verdict === 'ERROR' || (verdict === 'FIRST_MODEL') === (seen.champion === undefined),
      "contradicts 'seen.champion'",
    ),
    ['verdict'],
  ),
  v.forward(
    v.check(
      ({ verdict, seen }) => verdict === 'ERROR' || seen.dataDigest !== undefined,
      "lacks 'dataDigest', which this verdict needs",
    ),
    ['seen'],
  ),
  v.description('Whether a version is better than the champion on the same rows.'),
);
