/** The notebook of the probe, below on-databricks/check. */
export const PROBE_NOTEBOOK = 'check_model';

/** What it imports, and what it runs apart. */
export const PROBE_MODULES = [
  'apart',
  'custom_checks',
  'fetched_model',
  'model_files',
  'own_packages',
  'plain_text',
  'predict',
  'probe',
  'run_check',
  'told',
  'verdicts',
  'version_facts',
  'warden',
] as const;

/** The notebook that streams the files of a model, with what it imports. */
export const STREAM_NOTEBOOK = 'stream_files';
export const STREAM_MODULES = ['streamed', 'fetched_model', 'plain_text'] as const;

const ALL = new Set([PROBE_NOTEBOOK, ...PROBE_MODULES, STREAM_NOTEBOOK, ...STREAM_MODULES]);

/** The files that a task ships which probes models. */
export const PROBE_FILES: readonly string[] = [...ALL].map((name) => `check/${name}.py`);
