import * as agent from 'azure-pipelines-task-lib/task';
import { systemClock } from '../core/node/system-clock';
import type { TaskDefinition } from '../task/definition';
import type { ProjectFacts, RunFacts } from '../task/host';
import { inputsRefusal, undefinedVariable } from '../task/read-inputs';
import { openProject } from './open-project';
import { projectInputs } from './project-inputs';

export interface StepProject {
  readonly facts: ProjectFacts;
  /** Inputs whose value comes from the file, as text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

const OWN: ReadonlySet<string> = new Set(['configFile', 'environment', 'baselineFile']);

/** The project of a step and its values for inputs; a contradiction is an error. */
export function openStepProject(
  { name, inputs }: TaskDefinition,
  given: ReadonlyMap<string, string>,
  { pullRequest, branch }: RunFacts,
): StepProject {
  const undefinedNames = [...given].filter(([input]) => OWN.has(input)).flatMap(undefinedVariable);
  if (undefinedNames.length > 0) {
    throw inputsRefusal(name, undefinedNames);
  }
  const { effective, facts, warnings } = openProject({
    configFile: given.get('configFile') ?? '',
    environment: given.get('environment') ?? '',
    baselineFile: given.get('baselineFile') || undefined,
    sourcesFolder: agent.getVariable('System.DefaultWorkingDirectory') ?? '.',
    today: new Date(systemClock.now()).toISOString().slice(0, 10),
    isPullRequest: pullRequest !== undefined || branch.startsWith('refs/pull/'),
  });
  const { texts, complaints } = projectInputs(inputs, given, effective);
  if (complaints.length > 0) {
    throw inputsRefusal(name, complaints);
  }
  return { facts, texts, warnings };
}
