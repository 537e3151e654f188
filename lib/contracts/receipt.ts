import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, list, sha256, text, versionNumber } from './members';
import { modelVersionSchema } from './model-version';

const evidence = v.object({
  candidate: v.optional(sha256('The candidate.')),
  compliance: v.optional(sha256('The compliance.')),
  comparison: v.optional(sha256('The comparison.')),
  waivedBy: v.optional(text('Who allowed a promotion with less evidence, and in which step.')),
});

/** These take a version back, for a reason instead of evidence. */
const NEEDS_REASON: ReadonlySet<string> = new Set(['rollback', 'closeOut']);
/** After these, nobody may hold the place. */
const MAY_END_EMPTY: ReadonlySet<string> = new Set(['keep', 'closeOut']);

/** What happened to a place of the model, and why. */
export const receiptSchema = v.pipe(
  v.object({
    ...envelope('receipt'),
    model: modelVersionSchema,
    action: choice(['promote', 'keep', 'rollback', 'closeOut'], 'What was done.'),
    target: text('The place, e.g. alias:champion, stage:Production or copy:main.ml.churn.'),
    fromVersion: v.optional(versionNumber('Version that held the place before; absent if there was none.')),
    toVersion: v.optional(versionNumber('Version that holds the place now; absent if there is none.')),
    decision: text('The decision in a sentence.'),
    reason: v.optional(
      text('Why: of a rollback in the words of a person, of a close-out in ours; both always have one.'),
    ),
    decidedBy: text("Who started the run: a person or a schedule; 'unknown (…)' if the run does not say."),
    identity: text('The identity that did it, as the registry knows it.'),
    evidence: v.pipe(evidence, v.description("The member 'sha256' of each file that the decision is based on.")),
    plan: list(text('One change.'), 'The changes, in order.'),
    previousReceipt: v.optional(sha256("The member 'sha256' of the model's previous receipt.")),
  }),
  v.forward(
    v.check(({ action, toVersion }) => MAY_END_EMPTY.has(action) || toVersion !== undefined, 'is missing'),
    ['toVersion'],
  ),
  v.forward(
    v.check(
      ({ action, reason }) => !NEEDS_REASON.has(action) || reason !== undefined,
      'is missing, but this is a rollback or a close-out',
    ),
    ['reason'],
  ),
  v.forward(
    v.check(
      ({ action, evidence: named }) => NEEDS_REASON.has(action) || proves(named),
      "has neither 'compliance' nor 'waivedBy'",
    ),
    ['evidence'],
  ),
  v.description('What happened to a place of the model, and why.'),
);

function proves({ compliance, waivedBy }: v.InferOutput<typeof evidence>): boolean {
  return compliance !== undefined || waivedBy !== undefined;
}
