import * as agent from 'azure-pipelines-task-lib/task';
import { systemClock } from '../core/node/system-clock';
import type { TaskDefinition } from '../task/definition';
import type { ProjectFacts } from '../task/host';
import { inputsRefusal } from '../task/read-inputs';
import { openProject } from './open-project';
import { projectInputs } from './project-inputs';
import { readRun } from './run-facts/facts';

export interface StepProject {
  readonly facts: ProjectFacts;
  /** Inputs whose value comes from the file, as text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** The project of a step and its values for inputs; a contradiction is an error. */
export function openStepProject({ name, inputs }: TaskDefinition, given: ReadonlyMap<string, string>): StepProject {
  const { pullRequest, branch } = readRun().facts;
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
