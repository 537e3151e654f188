/** The notebook below on-databricks/run_tests. */
export const RUNNER_NOTEBOOK = 'run_tests';

/** What the process that watches the tests is made of. */
export const RUNNER_MODULES = [
  'bounded_text',
  'case_told',
  'ended_processes',
  'first_line',
  'heard_events',
  'measured_coverage',
  'mlops_tests',
  'perform_tests',
  'project_folder',
  'pytest_events',
  'told_events',
  'unittest_events',
  'warden',
  'watch_tests',
] as const;

/** What the notebook needs to start that process. */
export const NOTEBOOK_MODULES = [...RUNNER_MODULES, 'tests_on_driver'] as const;

const SHARED = new Set<string>(['warden']);

/** The files that a task ships which runs tests. */
export const RUNNER_FILES: readonly string[] = [RUNNER_NOTEBOOK, ...NOTEBOOK_MODULES].map(
  (name) => `${SHARED.has(name) ? 'check' : 'run_tests'}/${name}.py`,
);
