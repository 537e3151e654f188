import type { Shape } from '../../yaml/shape';

const anything: Shape = { kind: 'anything' };
const text: Shape = { kind: 'text' };
const integer: Shape = { kind: 'integer' };
const boolean: Shape = { kind: 'boolean' };
const map: Shape = { kind: 'mapOf', of: anything };
const listOfMaps: Shape = { kind: 'list', of: map };

const task: Shape = {
  kind: 'map',
  required: ['task_key'],
  keys: {
    task_key: text,
    description: text,
    depends_on: listOfMaps,
    run_if: text,
    existing_cluster_id: text,
    new_cluster: map,
    environment_key: text,
    notebook_task: map,
    spark_python_task: map,
    python_wheel_task: map,
    spark_jar_task: map,
    spark_submit_task: map,
    sql_task: map,
    dbt_task: map,
    pipeline_task: map,
    run_job_task: map,
    condition_task: map,
    for_each_task: map,
    libraries: listOfMaps,
    timeout_seconds: integer,
    max_retries: integer,
    min_retry_interval_millis: integer,
    retry_on_timeout: boolean,
    disabled: boolean,
    disable_auto_optimization: boolean,
    email_notifications: map,
    notification_settings: map,
    webhook_notifications: map,
    health: map,
  },
};

/**
 * The body of a one-time run (https://docs.databricks.com/api/azure/workspace/jobs/submit).
 * The service ignores keys it does not know, so a typing error would go unnoticed there.
 */
export const submitBody: Shape = {
  kind: 'map',
  required: ['tasks'],
  keys: {
    run_name: text,
    tasks: { kind: 'list', of: task, atLeast: 1 },
    environments: listOfMaps,
    git_source: map,
    timeout_seconds: integer,
    access_control_list: listOfMaps,
    run_as: map,
    queue: map,
    email_notifications: map,
    webhook_notifications: map,
    notification_settings: map,
    health: map,
    budget_policy_id: text,
    usage_policy_id: text,
    performance_target: text,
  },
};
