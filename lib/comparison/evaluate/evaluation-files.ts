export interface PartNotebook {
  readonly name: string;
  /** What it imports, and what it runs apart. */
  readonly modules: readonly string[];
}

/** On-databricks has these beside the checks, which run code of models apart as well. */
const APART = ['apart', 'fetched_model', 'model_files', 'own_packages', 'plain_text', 'told', 'warden'];
const ROWS = ['arrays', 'labels', 'plain_text', 'reason', 'row_files', 'storage'];
const STATISTICS = [
  'baseline',
  'calibration',
  'checks',
  'curves',
  'decisions',
  'estimate',
  'fairness',
  'groups',
  'information',
  'interval',
  'losses',
  'measure',
  'metrics',
  'numbers_as_json',
  'ranks',
  'reduce',
  'regression',
  'rows',
  'sample',
  'scored',
  'shift',
];

export const FREEZE: PartNotebook = {
  name: 'freeze_rows',
  modules: [
    ...ROWS,
    'digests',
    'drawn_rows',
    'freeze',
    'model_inputs',
    'request',
    'row_source',
    'training_record',
    'truth',
  ],
};

export const SCORE: PartNotebook = {
  name: 'score_rows',
  modules: [...new Set([...ROWS, ...APART]), 'outputs', 'predict_rows', 'predictions', 'score', 'score_on_spark'],
};

export const REDUCE: PartNotebook = {
  name: 'reduce_rows',
  modules: [...ROWS, ...STATISTICS, 'evaluation', 'load', 'predictions', 'request'],
};

const NAMES = new Set([FREEZE, SCORE, REDUCE].flatMap(({ name, modules }) => [name, ...modules]));

/** The files that a task ships which evaluates models. */
export const EVALUATION_FILES: readonly string[] = [...NAMES].map(
  (name) => `${APART.includes(name) ? 'check' : 'evaluate'}/${name}.py`,
);
