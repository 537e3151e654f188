import * as agent from 'azure-pipelines-task-lib/task';
import { sha256Hex } from '../core/node/hash';
import { systemClock } from '../core/node/system-clock';
import { pullRequestSuffix } from '../project/pull-request';
import type { TaskDefinition } from '../task/definition';
import type { ProjectFacts, RunFacts } from '../task/host';
import { pullRequestOf } from '../task/pull-request';
import { inputsRefusal, undefinedVariable } from '../task/read-inputs';
import { openProject } from './open-project';
import { projectInputs } from './project-inputs';

export interface StepProject {
  readonly facts: ProjectFacts;
  /** Inputs whose value comes from the file, as text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

const OWN: ReadonlySet<string> = new Set(['configFile', 'environment', 'baselineFile']);

/** The project of a step and its values for inputs; a contradiction is an error. */
export function openStepProject(
  { name, inputs }: TaskDefinition,
  given: ReadonlyMap<string, string>,
  run: RunFacts,
): StepProject {
  const undefinedNames = [...given].filter(([input]) => OWN.has(input)).flatMap(undefinedVariable);
  if (undefinedNames.length > 0) {
    throw inputsRefusal(name, undefinedNames);
  }
  const pullRequest = pullRequestOf(run);
  const suffix = pullRequest === undefined ? undefined : pullRequestSuffix(pullRequest, sha256Hex);
  const { effective, facts, warnings } = openProject({
    configFile: given.get('configFile') ?? '',
    environment: given.get('environment') ?? '',
    baselineFile: given.get('baselineFile') || undefined,
    sourcesFolder: agent.getVariable('System.DefaultWorkingDirectory') ?? '.',
    today: new Date(systemClock.now()).toISOString().slice(0, 10),
    pullRequestSuffix: suffix,
  });
  const { texts, complaints } = projectInputs(inputs, given, effective);
  if (complaints.length > 0) {
    throw inputsRefusal(name, complaints);
  }
  const { file, environment, policySha256 } = facts;
  const notes = [
    `Configuration: ${file} for ${environment}, policy ${policySha256.slice(0, 12)}`,
    ...(pullRequest === undefined ? [] : [`Pull request ${pullRequest.number}: what it writes is named …${suffix}`]),
  ];
  return { facts, texts, notes, warnings };
}
