import * as v from 'valibot';
import type { Frozen } from './frozen';
import { choice, count, list, sha256, text, versionNumber } from './members';

/** The major version of the statistics that Python hands to the decision. */
export const EVALUATION_VERSION = 1;

export const PROBLEM_KINDS = ['binary', 'multiclass', 'regression'] as const;

/** JSON has no NaN or infinity, and the decision takes no number that is not one. */
const finite = (meaning: string) => v.pipe(v.number(), v.finite('is not finite'), v.description(meaning));
const share = (meaning: string) =>
  v.pipe(v.number(), v.minValue(0, 'is below 0'), v.maxValue(1, 'is above 1'), v.description(meaning));
const positive = (meaning: string) => v.pipe(v.number(), v.minValue(0, 'is below 0'), v.description(meaning));

/** A reason in words stands where a number would mislead. */
const reason = v.object({
  code: text('Short name of the reason, e.g. ONE_CLASS.'),
  message: text('The reason in a sentence.'),
});

const interval = {
  estimate: finite('Better is positive.'),
  standardError: positive('Standard error of the estimate, by units.'),
  degreesOfFreedom: positive('Effective degrees of freedom, from the kurtosis of the unit totals.'),
  lower: finite('Lower end of the two-sided 95% interval.'),
  upper: finite('Upper end of it.'),
};

const difference = v.pipe(
  v.object({
    ...interval,
    pWorse: share('One-sided p-value against "not worse": small means worse.'),
    pBetter: share('One-sided p-value against "not better": small means better.'),
    minimumDetectable: positive('Difference that 80% of such samples would show.'),
    discordantRows: v.optional(count('Rows on which the two decisions differ; for metrics of decisions.')),
    largestUnitShare: share('Share of the variance that the largest unit carries.'),
    largestUnit: v.optional(text('That unit, where its share is above 20%.')),
    relative: list(
      v.object({
        of: finite('Gain or loss, as a share of the absolute value of the champion: 0.05 asks for 5% more.'),
        ...interval,
      }),
      "Intervals of 'difference - of * |champion|', for each margin in percent that the request names; none where the champion is within 3 standard errors of 0.",
    ),
  }),
  v.description('Candidate against champion on the same rows.'),
);

const estimate = v.object({
  value: finite('Estimate.'),
  standardError: positive('Standard error of the estimate.'),
});

const measuredMetric = v.object({
  metric: text('Name of the metric.'),
  direction: choice(['higher', 'lower'], 'Which way is better.'),
  candidate: v.optional(estimate),
  champion: v.optional(estimate),
  baseline: v.optional(estimate),
  difference: v.optional(difference),
  againstBaseline: v.optional(difference),
  problem: v.optional(reason),
});

const group = v.object({
  kind: choice(['all', 'slice', 'window', 'fairness'], 'What the rows have in common.'),
  column: v.optional(text('Column of the group; absent for all rows.')),
  value: v.optional(text('Value in it, or the first day of the window.')),
  rows: count('Rows.'),
  units: count('Units.'),
  rarerClass: v.optional(count('Rows of the rarest class.')),
  metrics: list(measuredMetric, 'In the order of the request.'),
});

/** Rates of a fairness group, by model; the decision compares their largest gaps. */
const fairnessGap = v.object({
  column: text('Column with the groups.'),
  rate: choice(['selection_rate', 'true_positive_rate'], 'Rate.'),
  candidate: finite('Largest gap between two groups with the candidate.'),
  champion: v.optional(finite('Largest gap with the champion.')),
  widening: v.optional(v.object(interval)),
  problem: v.optional(reason),
});

const curve = v.object({
  kind: choice(['roc', 'precision_recall', 'calibration', 'residual_quantiles'], 'Kind of the curve.'),
  model: choice(['candidate', 'champion'], 'Whose curve it is.'),
  points: v.pipe(v.array(v.tuple([v.number(), v.number()])), v.maxLength(200, 'has more than 200 points')),
});

const information = v.object({
  rowsThatFlip: v.optional(
    v.object({
      wrongToRight: count('Rows that the champion got wrong and the candidate gets right.'),
      rightToWrong: count('Rows that the champion got right and the candidate gets wrong.'),
    }),
  ),
  shift: list(
    v.object({
      against: choice(['champion', 'training_of_candidate', 'training_of_champion'], 'Distribution compared with.'),
      psi: positive('Population stability index of the scores.'),
    }),
    'Shift of the distribution of the scores.',
  ),
  calibrationError: v.optional(
    v.object({
      candidate: positive('Expected calibration error, with the bias taken off.'),
      champion: v.optional(positive('The same.')),
    }),
  ),
  curves: list(curve, 'Thinned curves, for pictures.'),
});

const dataSet = v.object({
  name: text("Name in the report; 'evaluation' for the rows that decide."),
  role: choice(['decides', 'guards'], 'Whether it decides, or only must not be harmed.'),
  source: text('Table, path or query.'),
  tableVersion: v.optional(text('Delta version that was read.')),
  digest: sha256('SHA-256 over features, labels, weights, units and slices of the sample.'),
  keysDigest: sha256('SHA-256 over the sorted keys of the sample.'),
  rows: count('Rows of the sample.'),
  rowsInSource: count('Rows of the source.'),
  trainingOverlap: list(
    v.object({ model: choice(['candidate', 'champion'], 'Whose training data.'), rows: count('Rows that it saw.') }),
    'Rows that a training saw, where the training recorded its keys.',
  ),
  rowsBeforeCutOff: v.optional(
    list(
      v.object({ model: choice(['candidate', 'champion'], 'Whose training.'), rows: count('Rows not newer than it.') }),
      'Rows as old as those of a training, where it recorded the time of its newest row.',
    ),
  ),
  groups: v.pipe(list(group, 'All rows first, then slices and windows.'), v.minLength(1, 'is empty')),
  fairness: list(fairnessGap, 'Gaps between groups.'),
  information,
});

const scoredModel = v.object({
  name: text('Full name of the registered model.'),
  version: versionNumber('Version number.'),
  predictionsSha256: list(sha256('Digest of the predictions.'), 'In the order of the data sets.'),
  seconds: positive('Seconds that scoring took.'),
});

/** What the comparison of two versions on the same rows showed: statistics only, no row. */
export const evaluationSchema = v.object({
  kind: v.literal('evaluation'),
  version: v.literal(EVALUATION_VERSION),
  requestSha256: sha256('SHA-256 over the canonical form of the request that it answers.'),
  problem: choice(PROBLEM_KINDS, 'Kind of the problem.'),
  candidate: scoredModel,
  champion: v.optional(scoredModel),
  /** Why the champion could not be scored, while the candidate could. */
  championProblem: v.optional(reason),
  dataSets: v.pipe(list(dataSet, 'The data set that decides first.'), v.minLength(1, 'is empty')),
  seconds: v.object({ freeze: positive('Freezing rows.'), reduce: positive('Reducing.') }),
});

export type Evaluation = Frozen<v.InferOutput<typeof evaluationSchema>>;
export type EvaluatedDataSet = Evaluation['dataSets'][number];
export type EvaluatedGroup = EvaluatedDataSet['groups'][number];
export type MeasuredMetric = EvaluatedGroup['metrics'][number];
export type Difference = NonNullable<MeasuredMetric['difference']>;
