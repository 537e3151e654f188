import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, sha256, text } from './members';
import { championSchema, modelVersionSchema } from './model-version';
import { predecessor } from './predecessor';

const COMPLIANCE_VERDICTS = ['PASSED', 'PASSED_WITH_WARNINGS', 'FAILED', 'ERROR'] as const;
const OUTCOMES = ['passed', 'warned', 'failed', 'skipped', 'error'] as const;

const check = v.object({
  check: text('Name of the check.'),
  outcome: choice(OUTCOMES, 'Outcome of the check.'),
  message: text('What was found, in a sentence.'),
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
    v.check(({ verdict, checks }) => agrees(verdict, checks), 'contradicts the outcomes of the checks'),
    ['verdict'],
  ),
  v.description('Whether a version satisfies the policy.'),
);

/** A verdict may be worse than the checks say, never better; and no check at all proves nothing. */
function agrees(verdict: Verdict, checks: readonly { readonly outcome: Outcome }[]): boolean {
  const has = (...outcomes: readonly Outcome[]) => checks.some(({ outcome }) => outcomes.includes(outcome));
  switch (verdict) {
    case 'PASSED':
      return has('passed') && !has('warned', 'failed', 'error');
    case 'PASSED_WITH_WARNINGS':
      return has('passed', 'warned') && !has('failed', 'error');
    case 'FAILED':
    case 'ERROR':
      return true;
  }
}
