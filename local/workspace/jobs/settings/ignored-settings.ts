/** Notifications of a run; none are sent here. */
const NOTICES = ['email_notifications', 'webhook_notifications', 'notification_settings', 'health'];
/** Cost and performance, which do not exist here. */
const SPENDING = ['budget_policy_id', 'usage_policy_id', 'performance_target'];

/** Settings of a task without effect here. https://docs.databricks.com/api/workspace/jobs/submit */
const OF_TASKS = [
  ...NOTICES,
  'description',
  'compute_key',
  'disable_auto_optimization',
  'depends_on.outcome',
  'notebook_task.warehouse_id',
  'libraries.jar',
  'libraries.egg',
  'libraries.pypi',
  'libraries.maven',
  'libraries.cran',
  'libraries.requirements',
].map((name) => `tasks.${name}`);

/** The older name of the version, where the newer one is given as well. */
const OF_ENVIRONMENTS = ['client', 'java_dependencies'].map((name) => `environments.spec.${name}`);

export const IGNORED_BY_SUBMIT: readonly string[] = [
  ...NOTICES,
  ...SPENDING,
  ...OF_TASKS,
  ...OF_ENVIRONMENTS,
  'access_control_list',
];

export const IGNORED_BY_CREATE: readonly string[] = [
  ...NOTICES,
  ...SPENDING,
  ...OF_TASKS,
  ...OF_ENVIRONMENTS,
  'access_control_list',
  'description',
  'tags',
  'schedule',
  'trigger',
  'continuous',
  'format',
  'edit_mode',
  'deployment',
  'job_clusters.new_cluster',
];

/** The same in a call that changes a job. */
export const IGNORED_BY_CHANGE: readonly string[] = IGNORED_BY_CREATE.map((name) => `new_settings.${name}`);

export const IGNORED_BY_RUN_NOW: readonly string[] = ['performance_target'];
