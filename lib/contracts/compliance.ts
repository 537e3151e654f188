import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, sha256, text } from './members';
import { championSchema, modelVersionSchema } from './model-version';
import { agreesWithPolicy } from './policy';
import { predecessor } from './predecessor';

const COMPLIANCE_VERDICTS = ['PASSED', 'PASSED_WITH_WARNINGS', 'FAILED', 'ERROR'] as const;
const OUTCOMES = ['passed', 'warned', 'waived', 'failed', 'skipped', 'error'] as const;

const waiver = v.pipe(
  v.object({
    reason: text('Why the failure is accepted.'),
    owner: text('Who will put it right.'),
    approvedBy: text('Who accepted it, as the file claims.'),
    until: v.pipe(
      v.string(),
      v.regex(/^\d{4}-\d\d-\d\d$/, 'is no date, e.g. "2027-01-31"'),
      v.description('Last day on which it applies; later promotions are refused.'),
    ),
    writtenIn: v.optional(text('Commit that wrote it as it stood then, if the checkout reaches that far.')),
  }),
  v.description('The waiver that accepts the failure, or did until it expired.'),
);

const check = v.object({
  check: text('Name of the check.'),
  outcome: choice(OUTCOMES, "How it ended; a 'waived' failure counts as a warning."),
  message: text('What was found, in a sentence.'),
  level: v.optional(choice(['skip', 'warn', 'block'], 'What its failure does.')),
  where: v.optional(text('Where it was found, e.g. a file or a run.')),
  waiver: v.optional(waiver),
});

type Verdict = (typeof COMPLIANCE_VERDICTS)[number];
type Outcome = (typeof OUTCOMES)[number];

/** Whether a version satisfies the policy. */
export const complianceSchema = v.pipe(
  v.object({
    ...envelope('compliance'),
    predecessor: v.pipe(predecessor(['candidate']), v.description('The candidate that was checked.')),
    model: modelVersionSchema,
    verdict: choice(COMPLIANCE_VERDICTS, 'The outcome of all checks together.'),
    seen: v.pipe(
      v.object({
        policySha256: sha256('SHA-256 of the effective policy.'),
        metadataSha256: sha256('SHA-256 of the description and tags that were checked, without the evidence tags.'),
        champion: v.optional(championSchema),
      }),
      v.description('What the verdict is based on, besides the model.'),
    ),
    checks: v.pipe(v.array(check), v.description('All checks of the policy.')),
  }),
  v.forward(
    v.check((contract) => agreesWithPolicy(contract), "contradicts the hash in 'policy'"),
    ['seen'],
  ),
  v.forward(
    v.check(({ verdict, checks }) => agrees(verdict, checks), 'contradicts the outcomes of the checks'),
    ['verdict'],
  ),
  v.check(
    ({ checks }) => checks.every((one) => one.outcome !== 'waived' || one.waiver !== undefined),
    'has a waived check without its waiver',
  ),
  v.description('Whether a version satisfies the policy.'),
);

/** A verdict may be worse than the checks say, never better; and no check at all proves nothing. */
function agrees(verdict: Verdict, checks: readonly { readonly outcome: Outcome }[]): boolean {
  const has = (...outcomes: readonly Outcome[]) => checks.some(({ outcome }) => outcomes.includes(outcome));
  switch (verdict) {
    case 'PASSED':
      return has('passed') && !has('warned', 'waived', 'failed', 'error');
    case 'PASSED_WITH_WARNINGS':
      return has('passed', 'warned', 'waived') && !has('failed', 'error');
    case 'FAILED':
    case 'ERROR':
      return true;
  }
}
