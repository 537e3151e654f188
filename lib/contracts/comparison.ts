import * as v from 'valibot';
import { changesSchema } from './comparison-changes';
import { findingSchema } from './comparison-finding';
import { ruleSchema } from './comparison-rule';
import { COMPARISON_VERDICTS, isPromotable } from './comparison-verdict';
import { envelope } from './envelope';
import { evaluationSchema } from './evaluation';
import { choice, count, list, sha256, text, yesNo } from './members';
import { comparedChampionSchema, modelVersionSchema } from './model-version';
import { agreesWithPolicy } from './policy';
import { predecessor } from './predecessor';

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
        champion: v.optional(comparedChampionSchema),
        place: v.optional(
          text('Place of the champion, e.g. alias:champion; absent if the step was given a version instead.'),
        ),
        predictions: v.optional(
          list(sha256('Digest of predictions.'), 'Of the candidate, then of the champion, by data set.'),
        ),
        refreshIsDue: v.optional(yesNo("Whether the champion was as old as 'refresh' asks.")),
      }),
      v.description('What the verdict is based on, besides the model.'),
    ),
    mode: v.optional(
      choice(['gate', 'report'], "How the step ran; no promotion accepts a comparison that was only a 'report'."),
    ),
    findings: v.optional(list(findingSchema, 'What became of each demand of the rule.')),
    looks: v.optional(
      v.pipe(
        v.object({
          table: text('Table with the evaluation data.'),
          label: text('Column with the truth.'),
          count: count('Comparisons of this model that used it, this one included.'),
        }),
        v.description('How worn the evaluation data is: each look makes the next result a little less surprising.'),
      ),
    ),
    changes: v.optional(changesSchema),
    rule: v.optional(ruleSchema),
    evaluation: v.optional(
      v.pipe(evaluationSchema, v.description('The statistics; absent if the evaluation did not end.')),
    ),
  }),
  v.forward(
    v.check((contract) => agreesWithPolicy(contract), "contradicts the hash in 'policy'"),
    ['seen'],
  ),
  v.forward(
    v.check(({ verdict, isBetter }) => !isBetter || isPromotable(verdict), 'is true, but the verdict rules that out'),
    ['isBetter'],
  ),
  v.forward(
    v.check(
      ({ isBetter, findings = [] }) =>
        !isBetter || findings.every(({ state }) => state !== 'harmed' && state !== 'error'),
      "is true, which 'findings' contradicts",
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
