import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, list, sha256, text, versionNumber } from './members';
import { modelVersionSchema } from './model-version';

const evidence = v.object({
  candidate: v.optional(sha256('The candidate.')),
  compliance: v.optional(sha256('The compliance.')),
  comparison: v.optional(sha256('The comparison.')),
  waivedBy: v.optional(text('Who said that less than all the evidence suffices, and where.')),
});

/** What was done with a place of a model, and why. */
export const receiptSchema = v.pipe(
  v.object({
    ...envelope('receipt'),
    model: modelVersionSchema,
    action: choice(['promote', 'keep', 'rollback'], 'What was done.'),
    target: text('The place, e.g. alias:champion, stage:Production or copy:main.ml.churn.'),
    fromVersion: v.optional(versionNumber('Version that held the place before; absent when nobody did.')),
    toVersion: v.optional(versionNumber('Version that holds the place now; absent when nobody does.')),
    decision: text('The decision in a sentence.'),
    reason: v.optional(text('Why a person wanted it; a rollback has one.')),
    decidedBy: text(
      "Who wanted it: the person or schedule that started the run; 'unknown (…)' when the run names none.",
    ),
    identity: text('Who did it: the identity at the registry.'),
    evidence: v.pipe(evidence, v.description("The members 'sha256' of the files that the decision rests on.")),
    plan: list(text('One change.'), 'The changes that were made, in order.'),
    previousReceipt: v.optional(sha256("The member 'sha256' of the model's previous receipt.")),
  }),
  v.forward(
    v.check(({ action, toVersion }) => action === 'keep' || toVersion !== undefined, 'is missing'),
    ['toVersion'],
  ),
  v.forward(
    v.check(
      ({ action, reason }) => action !== 'rollback' || reason !== undefined,
      'is missing, and this is a rollback',
    ),
    ['reason'],
  ),
  v.forward(
    v.check(
      ({ action, evidence: named }) => action === 'rollback' || proves(named),
      "names no compliance, and nobody in 'waivedBy'",
    ),
    ['evidence'],
  ),
  v.description('What was done with a place of a model, and why.'),
);

function proves({ compliance, waivedBy }: v.InferOutput<typeof evidence>): boolean {
  return compliance !== undefined || waivedBy !== undefined;
}
