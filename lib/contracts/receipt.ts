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

/** What happened to a place of the model, and why. */
export const receiptSchema = v.pipe(
  v.object({
    ...envelope('receipt'),
    model: modelVersionSchema,
    action: choice(['promote', 'keep', 'rollback'], 'What was done.'),
    target: text('The place, e.g. alias:champion, stage:Production or copy:main.ml.churn.'),
    fromVersion: v.optional(versionNumber('Version that held the place before; absent if there was none.')),
    toVersion: v.optional(versionNumber('Version that holds the place now; absent if there is none.')),
    decision: text('The decision in a sentence.'),
    reason: v.optional(text('The reason that a person gave; a rollback always has one.')),
    decidedBy: text("Who started the run: a person or a schedule; 'unknown (…)' if the run does not say."),
    identity: text('The identity that did it, as the registry knows it.'),
    evidence: v.pipe(evidence, v.description("The member 'sha256' of each file that the decision is based on.")),
    plan: list(text('One change.'), 'The changes, in order.'),
    previousReceipt: v.optional(sha256("The member 'sha256' of the model's previous receipt.")),
  }),
  v.forward(
    v.check(({ action, toVersion }) => action === 'keep' || toVersion !== undefined, 'is missing'),
    ['toVersion'],
  ),
  v.forward(
    v.check(
      ({ action, reason }) => action !== 'rollback' || reason !== undefined,
      'is missing, but this is a rollback',
    ),
    ['reason'],
  ),
  v.forward(
    v.check(
      ({ action, evidence: named }) => action === 'rollback' || proves(named),
      "has neither 'compliance' nor 'waivedBy'",
    ),
    ['evidence'],
  ),
  v.description('What happened to a place of the model, and why.'),
);

function proves({ compliance, waivedBy }: v.InferOutput<typeof evidence>): boolean {
  return compliance !== undefined || waivedBy !== undefined;
}
