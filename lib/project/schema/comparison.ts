import { PROMOTABLE_VERDICTS } from '../../contracts/comparison-verdict';
import { compute } from './compute';
import { measured, metric } from './measured';
import {
  choice,
  choices,
  entries,
  flag,
  integer,
  items,
  level,
  number,
  optionalSection,
  section,
  text,
  texts,
} from './settings';

const maximumLoss = number({ means: 'Loss that is still acceptable.', minimum: 0, tightens: 'lower' });

export const comparison = section(
  { means: 'When a candidate counts as better than the champion.', need: 'usually' },
  {
    prediction: text({
      means: "Column of the model's output that is judged, or predict_proba for a classifier whose output is a label.",
      example: 'probability',
      need: 'usually',
    }),
    storage: text({
      means: 'Folder of a volume for rows and predictions while they are compared. Left out: a folder of the identity.',
      example: '/Volumes/prod/ml/mlops',
    }),
    primary: section(
      {
        means: 'The metric that decides. Default: average_precision, rmse or macro_f1, by the problem.',
        example: '{ metric: average_precision, direction: higher, minimumGain: 0 }',
        need: 'usually',
      },
      {
        metric: { ...metric, presence: 'defaulted' as const },
        ...measured,
        minimumGain: number({
          means: 'The candidate has to be better by more than this.',
          example: '0',
          default: 0,
          minimum: 0,
          tightens: 'higher',
        }),
        maximumLoss: number({
          means: 'How much worse an equal model may be. Without it no verdict is NON_INFERIOR.',
          example: '0.01',
          minimum: 0,
          tightens: 'lower',
        }),
      },
    ),
    guardrails: items(
      {
        by: 'metric',
        means: 'Metrics that must not become worse by more than a margin.',
        example:
          '- { metric: log_loss, direction: lower, maximumLoss: 0.01 }\n- { metric: brier_score, maximumLoss: 5, marginUnit: percent }',
        need: 'usually',
      },
      {
        metric,
        ...measured,
        maximumLoss: number({ means: 'Loss that is still acceptable.', default: 0, minimum: 0, tightens: 'lower' }),
      },
    ),
    unit: text({
      means: 'Column whose rows belong together, such as the customer. Left out: each row is a unit of its own.',
      example: 'customer_id',
      need: 'usually',
      tightens: 'fixed',
    }),
    slices: items(
      {
        by: 'column',
        means: 'Groups of rows that are judged one by one. Those in `critical` have to be proved unharmed.',
        example: '- { column: region, minimumRows: 200, critical: [north], maximumLoss: 0.02 }',
        need: 'usually',
      },
      {
        column: text({ means: 'Column that distinguishes the groups.', required: true }),
        minimumRows: integer({
          means: 'A group of fewer rows is not judged.',
          default: 200,
          minimum: 1,
          tightens: 'lower',
        }),
        critical: texts({ means: 'Groups that have to be proved unharmed.', tightens: 'superset' }),
        maximumLoss,
      },
    ),
    promoteOn: choices(PROMOTABLE_VERDICTS, {
      means: 'Verdicts that count as better.',
      example: '[FIRST_MODEL, SUPERIOR]',
      need: 'usually',
      default: ['FIRST_MODEL', 'SUPERIOR'],
      atLeast: 1,
      tightens: 'subset',
    }),
    refresh: optionalSection(
      {
        means: 'Lets an equal model replace a champion that is old.',
        example: '{ afterDays: 90, promoteOn: [NON_INFERIOR] }',
      },
      {
        afterDays: integer({ means: 'Age of the champion.', required: true, minimum: 1, tightens: 'higher' }),
        promoteOn: choices(PROMOTABLE_VERDICTS, {
          means: 'Verdicts that then count as better, too.',
          required: true,
          atLeast: 1,
          tightens: 'subset',
        }),
      },
    ),
    otherData: items(
      {
        by: 'name',
        means: 'Other rows on which the candidate must not do harm, such as later periods or stress cases.',
        example: '- { name: last_quarter, table: holdout_q3, maximumLoss: 0.02 }',
      },
      {
        name: text({ means: 'Name in the report.', required: true }),
        table: text({
          means: 'Table with the columns of the evaluation data.',
          required: true,
          names: 'table',
          tightens: 'fixed',
        }),
        maximumLoss,
      },
    ),
    windows: optionalSection(
      { means: 'Judges the rows of each period by themselves.', example: '{ column: signup_date, by: month }' },
      {
        column: text({ means: 'Column with the time.', required: true, tightens: 'fixed' }),
        by: choice(['day', 'week', 'month', 'quarter', 'year'], {
          means: 'Length of a period.',
          required: true,
          tightens: 'fixed',
        }),
      },
    ),
    fairness: optionalSection(
      {
        means: 'Groups between which rates must not drift apart more than with the champion.',
        example: '{ groups: [age_band], maximumWorsening: { true_positive_rate: 0.05 } }',
      },
      {
        groups: texts({ means: 'Columns with the groups.', required: true, atLeast: 1, tightens: 'superset' }),
        maximumWorsening: entries(
          { means: 'By rate, how much the largest gap may grow.' },
          number({ means: 'Growth that is still acceptable.', minimum: 0, tightens: 'lower' }),
        ),
      },
    ),
    onChampionError: level(['hold', 'error'], {
      means: "What happens when the champion cannot be scored: 'hold' keeps it in a green run, 'error' fails the step.",
      example: 'error',
      default: 'hold',
    }),
    floors: entries(
      { means: 'By metric, the smallest value that a promoted model may have.', example: '{ average_precision: 0.3 }' },
      number({ means: 'Smallest value.', tightens: 'higher' }),
    ),
    baseline: text({
      means: "What a first model has to beat: 'majority', 'mean', or a column with predictions.",
      example: 'majority',
      tightens: 'fixed',
    }),
    weight: text({ means: 'Column with the weight of each row.', example: 'revenue', tightens: 'fixed' }),
    equivalence: optionalSection(
      {
        means: 'For cheaper or smaller models: both models have to be equal within a margin.',
        example: '{ metric: average_precision, margin: 0.01 }',
      },
      {
        metric,
        margin: number({ means: 'Largest difference.', required: true, minimum: 0, tightens: 'lower' }),
        marginUnit: measured.marginUnit,
      },
    ),
    threshold: number({
      means: 'Score from which the model decides for the positive class.',
      example: '0.5',
      minimum: 0,
      maximum: 1,
    }),
    keepPredictions: flag({
      means: 'Keeps rows and predictions in the storage after the comparison.',
      example: 'true',
      default: false,
      strict: false,
    }),
    scorer: optionalSection(
      {
        means:
          'Who runs the code of the models, and where; preferably an identity that cannot read the storage of the labels.',
        example: '{ runAs: 5f0c6d3e-1b2a-4c59-8d77-0a9e8b7c6d5f }',
      },
      { runAs: text({ means: 'Application ID of a service principal.' }), compute },
    ),
    compute,
  },
);
