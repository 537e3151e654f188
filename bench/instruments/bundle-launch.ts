import { openJob } from '../../local/agent/job-state';
import { launchOf, type Launch } from '../../local/agent/process/launch';
import { chooseNode } from '../../local/agent/process/node-choice';
import { readTaskDefinition } from '../../local/agent/task-definition';
import { JobVariables } from '../../local/agent/variables/variables';
import { taskFolder } from './built-extension';
import { CONNECTION, connectionTo } from './connection';

export interface LaunchSetting {
  /** Path of the Node binary. */
  readonly node: string;
  /** URL of the step's connection. */
  readonly host: string;
  /** Folder of the job. */
  readonly folder: string;
}

/** A packaged task and what its step sets besides the connection. */
export interface MeasuredStep {
  readonly task: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const RUN_JOB: MeasuredStep = { task: 'DatabricksRunJob', inputs: { notebookPath: '/Shared/train' } };

/** How the agent would start the packaged task: command, folder and environment. */
export function bundleLaunch({ node, host, folder }: LaunchSetting, { task, inputs } = RUN_JOB): Launch {
  const definition = readTaskDefinition(taskFolder(task));
  const job = openJob({
    folder,
    endpoints: [connectionTo({ host, token: 'token-of-the-benchmark' })],
  });
  const step = { taskFolder: definition.folder, inputs: { connection: CONNECTION, ...inputs } };
  const choice = chooseNode(definition.executions.main, {
    taskName: definition.name,
    nodes: { 20: node },
    knob: () => undefined,
  });
  const launch = launchOf({ step, definition, job, taskVariables: new JobVariables(job.masker) }, choice);
  if (launch === undefined) {
    throw new Error('The agent would not start the task.');
  }
  return launch;
}
