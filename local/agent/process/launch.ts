import { join } from 'node:path';
import { SYSTEM_CONNECTION, type JobEndpoint } from '../endpoints';
import { effectiveInputs, effectiveStepEnvironment, namedIds, type Inputs } from '../inputs';
import type { JobStep } from '../step';
import type { JobState } from '../step-context';
import type { TaskDefinition } from '../task-definition';
import { isOn } from '../variables/booleans';
import { expandMacros } from '../variables/macros';
import type { JobVariables } from '../variables/variables';
import type { ChildSpec } from './child';
import { taskEnvironment } from './environment';
import type { NodeChoice } from './node-choice';

export interface LaunchSource {
  readonly step: JobStep;
  readonly definition: TaskDefinition;
  readonly taskVariables: JobVariables;
  readonly job: JobState;
}

export type Launch = Omit<ChildSpec, 'onLine'>;

/** What to start for a step; nothing if it needs a connection that a pull request from a fork may not use. */
export function launchOf(source: LaunchSource, node: NodeChoice): Launch | undefined {
  const { step, definition, taskVariables, job } = source;
  const inputs = effectiveInputs(definition, step.inputs ?? {}, job);
  const endpoints = endpointsFor(definition, inputs, job);
  if (isForkWithoutSecrets(job) && namedIds(definition, inputs).some((id) => id !== '')) {
    return undefined;
  }
  const stepEnvironment = effectiveStepEnvironment(step.env ?? {}, job);
  return {
    file: node.path,
    args: [join(definition.folder, node.execution.target)],
    folder: workingFolder(node, inputs, job),
    environment: taskEnvironment({ job, stepEnvironment, inputs, endpoints, taskVariables }),
  };
}

function endpointsFor(definition: TaskDefinition, inputs: Inputs, job: JobState): readonly JobEndpoint[] {
  const ids = namedIds(definition, inputs);
  return job.endpoints.filter(({ id, name }) => name === SYSTEM_CONNECTION || ids.includes(id.toLowerCase()));
}

function isForkWithoutSecrets({ variables }: JobState): boolean {
  return isOn(variables.get('System.RestrictSecrets')) && isOn(variables.get('System.PullRequest.IsFork'));
}

function workingFolder({ execution }: NodeChoice, inputs: Inputs, { variables, folder }: JobState): string {
  const fromInputs = expandMacros(execution.workingDirectory ?? '', (name) => inputs.get(name.toLowerCase()));
  const own = expandMacros(fromInputs, (name) => variables.get(name));
  return own === '' ? (variables.get('System.DefaultWorkingDirectory') ?? folder) : own;
}
