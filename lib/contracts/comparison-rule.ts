import * as v from 'valibot';
import type { Frozen } from './frozen';
import { choice, count, list, text, yesNo } from './members';

const DIRECTIONS = ['higher', 'lower'] as const;
const UNITS = ['absolute', 'percent'] as const;
const margin = (meaning: string) =>
  v.pipe(v.number(), v.finite('is not finite'), v.minValue(0, 'is below 0'), v.description(meaning));

const measure = {
  metric: text('Name of the metric.'),
  direction: choice(DIRECTIONS, 'Which way is better.'),
  unit: choice(UNITS, "Whether margins are in the metric itself or in percent of the champion's value."),
};

/** The demands that decide, as the project made them; a comparison keeps them beside its verdict. */
export const ruleSchema = v.pipe(
  v.object({
    primary: v.object({
      ...measure,
      minimumGain: margin('The candidate has to be better by more than this.'),
      maximumLoss: v.optional(margin('Loss up to which the candidate counts as not worse.')),
    }),
    guardrails: list(
      v.object({ ...measure, maximumLoss: margin('Loss that is still acceptable.') }),
      'Metrics that must not become worse by more than a margin.',
    ),
    slices: list(
      v.object({
        column: text('Column of the groups.'),
        minimumRows: count('A group of fewer rows is not judged.'),
        critical: list(text('Value.'), 'Groups that have to be proven unharmed.'),
        maximumLoss: v.optional(margin('Loss in the primary metric that is still acceptable.')),
      }),
      'Groups of rows that are judged one by one.',
    ),
    otherData: list(
      v.object({
        name: text('Name of the data set.'),
        maximumLoss: v.optional(margin('Loss in the primary metric that is still acceptable.')),
      }),
      'Other rows that must not be harmed.',
    ),
    windows: yesNo('Whether the rows of each period are judged by themselves.'),
    fairness: list(
      v.object({
        column: text('Column of the groups.'),
        rate: choice(['selection_rate', 'true_positive_rate'], 'Rate.'),
        maximumWorsening: margin('How much the largest gap between two groups may grow.'),
      }),
      'Gaps between groups that must not grow.',
    ),
    floors: list(
      v.object({
        metric: text('Name of the metric.'),
        minimum: v.pipe(v.number(), v.finite('is not finite'), v.description('Smallest value.')),
      }),
      'Values that every promoted model reaches.',
    ),
    baseline: v.optional(text('What a first model has to beat.')),
    equivalence: v.optional(v.object({ ...measure, margin: margin('Largest difference between equal models.') })),
    promoteOn: list(text('Verdict.'), 'Verdicts that count as better.'),
    refresh: v.optional(
      v.object({
        afterDays: count('Age of the champion from which on it may be renewed.'),
        promoteOn: list(text('Verdict.'), 'Verdicts that then count as better, too.'),
      }),
    ),
    onChampionError: choice(['hold', 'error'], 'What happens when the champion cannot be scored.'),
  }),
  v.description('The demands that decide, as the project made them.'),
);

export type Rule = Frozen<v.InferOutput<typeof ruleSchema>>;
