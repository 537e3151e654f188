import type { GivenVariable } from '../../agent/job';
import { nameGuid } from '../../agent/variables/name-guid';
import type { JobSetup } from '../run/step-runner';

export interface AgentVariables {
  readonly variables: Readonly<Record<string, GivenVariable>>;
  readonly accessToken: string | undefined;
}

/** The variables of the engine, and those that an agent adds for the place of the job in its run. */
export function jobVariables({ plan, workspace, variables }: JobSetup): AgentVariables {
  const { stage, job, attempt } = plan;
  const self = workspace.repositories.get('self');
  const added: Readonly<Record<string, string | undefined>> = {
    'System.PlanId': nameGuid(workspace.folder),
    'System.JobId': nameGuid(`${stage}/${job}`),
    'System.StageName': stage,
    'System.PhaseName': job,
    'System.StageAttempt': String(attempt),
    'System.JobAttempt': String(attempt),
    'Build.SourceVersion': self?.commit,
    'Build.SourceBranch': self?.ref,
  };
  const given = new Map<string, readonly [string, GivenVariable]>();
  for (const [name, value] of Object.entries(added)) {
    if (value !== undefined) {
      given.set(name.toLowerCase(), [name, value]);
    }
  }
  for (const [name, { value, isSecret, readOnly = false }] of Object.entries(variables)) {
    given.set(name.toLowerCase(), [name, { value, secret: isSecret, readOnly }]);
  }
  return {
    variables: Object.fromEntries(given.values()),
    accessToken: variables['System.AccessToken']?.value,
  };
}
