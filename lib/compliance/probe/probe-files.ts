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

/** The files that a task ships which probes models. */
export const PROBE_FILES: readonly string[] = [PROBE_NOTEBOOK, ...PROBE_MODULES].map((name) => `check/${name}.py`);
