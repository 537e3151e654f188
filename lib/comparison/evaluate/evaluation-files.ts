/** The notebook of each part, with the modules that it imports; a task ships them from on-databricks. */
const APART = ['apart', 'fetched_model', 'model_files', 'own_packages', 'plain_text', 'told', 'warden'] as const;
const COMMON = ['reason', 'parquet', 'storage', 'request', 'plain_text'] as const;

export interface PartNotebook {
  readonly name: string;
  readonly modules: readonly string[];
}

export const FREEZE: PartNotebook = {
  name: 'freeze_rows',
  modules: [...COMMON, 'digests', 'freeze', 'labels', 'model_inputs', 'row_source', 'training_record', 'truth'],
};

export const SCORE: PartNotebook = {
  name: 'score_rows',
  modules: [
    ...COMMON,
    ...APART.filter((name) => name !== 'plain_text'),
    'labels',
    'outputs',
    'predict_rows',
    'score',
    'score_on_spark',
  ],
};

export const REDUCE: PartNotebook = {
  name: 'reduce_rows',
  modules: [...COMMON, 'arrays', 'evaluation', 'labels', 'load', 'predictions', 'sample'],
};

const SHARED_WITH_CHECKS: ReadonlySet<string> = new Set(APART);
const ALL = new Set([FREEZE, SCORE, REDUCE].flatMap(({ name, modules }) => [name, ...modules]));

/** The files that a task ships which evaluates models. */
export const EVALUATION_FILES: readonly string[] = [...ALL].map(
  (name) => `${SHARED_WITH_CHECKS.has(name) ? 'check' : 'evaluate'}/${name}.py`,
);
