import * as v from 'valibot';
import type { Frozen } from './frozen';
import { choice, count, text, yesNo } from './members';

const ROLES = [
  'primary',
  'guardrail',
  'slice',
  'window',
  'otherData',
  'fairness',
  'floor',
  'baseline',
  'equivalence',
] as const;
const STATES = ['proven', 'withinMargin', 'unproven', 'tooSmall', 'harmed', 'missed', 'error'] as const;
const finite = (meaning: string) => v.pipe(v.number(), v.finite('is not finite'), v.description(meaning));

/** What became of one demand of the rule. */
export const findingSchema = v.object({
  role: choice(ROLES, 'Which part of the rule it is about.'),
  about: text("What it is about, e.g. a metric or 'region = north'."),
  metric: v.optional(text('Metric that was tested.')),
  state: choice(
    STATES,
    "'proven': the demand is met for certain enough; 'withinMargin': not worse than the margin allows; 'harmed': worse for certain enough; 'missed': below a floor.",
  ),
  isNeeded: yesNo('Whether the candidate counts as better only if this is proven.'),
  message: text('What was found, in a sentence.'),
  estimate: v.optional(finite('Difference; better is positive.')),
  lower: v.optional(finite('Lower end of its 95% interval.')),
  upper: v.optional(finite('Upper end of it.')),
  margin: v.optional(finite('Difference that has to be exceeded, in the unit of the metric: -0.01 allows a loss.')),
  rows: v.optional(count('Rows that it was tested on.')),
});

export type Finding = Frozen<v.InferOutput<typeof findingSchema>>;
export type FindingState = Finding['state'];
