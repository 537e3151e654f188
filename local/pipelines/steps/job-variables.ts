import { basename } from 'node:path';
import type { GivenVariable } from '../../agent/job';
import { nameGuid } from '../../agent/variables/name-guid';
import { repositoryId } from '../../agent/variables/repository-id';
import { textAt } from '../read/node';
import type { JobSetup, RunWorkspace } from '../run/step-runner';
import type { RunService } from './run-service';

export interface AgentVariables {
  readonly variables: Readonly<Record<string, GivenVariable>>;
  readonly jobId: string;
}

/** The variables of the engine, and those that an agent adds for the place of the job in its run and organization. */
export function jobVariables(
  { plan, workspace, variables, steps }: JobSetup,
  { run, server }: RunService,
): AgentVariables {
  const { stage, job, attempt } = plan;
  const { facts } = run;
  const self = workspace.repositories.get('self');
  const added: Readonly<Record<string, string | undefined>> = {
    'System.JobId': nameGuid(`${stage}/${job}/${attempt}`),
    'System.StageName': stage,
    'System.PhaseName': job,
    'System.StageAttempt': String(attempt),
    'System.JobAttempt': String(attempt),
    'Build.SourceVersion': self?.commit,
    'Build.SourceBranch': self?.ref,
    // Without it, an agent would run the steps whose connections were withheld, instead of skipping them.
    'System.RestrictSecrets': workspace.connections.length === 0 ? 'True' : undefined,
  };
  // These lead to the service of this run, whatever else anybody says: a task must not reach a real organization.
  const fixed = {
    'System.CollectionId': facts.organizationId,
    'System.CollectionUri': server.collection,
    'System.TeamFoundationCollectionUri': server.collection,
    'System.TeamFoundationServerUri': server.collection,
    'System.TaskDefinitionsUri': server.collection,
    'System.TeamProject': facts.project,
    'System.TeamProjectId': facts.projectId,
    'System.PlanId': facts.planId,
    'System.TimelineId': facts.planId,
    'Build.BuildId': facts.buildId,
    'Build.Repository.ID': facts.repository.id,
    ...otherRepository(steps, workspace),
    'System.DefinitionId': String(facts.definition.id),
  };
  const given = Object.entries(variables)
    .filter(([name]) => name.toLowerCase() !== 'system.accesstoken')
    .map(([name, { value, isSecret, readOnly = false }]) => [name, { value, secret: isSecret, readOnly }] as const);
  const all = new Map<string, readonly [string, GivenVariable]>();
  for (const [name, value] of [...Object.entries(added), ...given, ...Object.entries(fixed)]) {
    if (value !== undefined) {
      all.set(name.toLowerCase(), [name, value]);
    }
  }
  const [, jobId = ''] = all.get('system.jobid') ?? [];
  return { variables: Object.fromEntries(all.values()), jobId: typeof jobId === 'string' ? jobId : jobId.value };
}

/**
 * An agent that gets one repository takes it for the one of the run, whichever it is:
 * https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Agent.Sdk/Util/RepositoryUtil.cs
 */
function otherRepository(steps: JobSetup['steps'], { repositories }: RunWorkspace): Readonly<Record<string, string>> {
  const aliases = steps.map(({ planned }) => textAt(planned.node, 'checkout'));
  const [alias = 'self', ...more] = aliases.filter((name) => name !== undefined && name.toLowerCase() !== 'none');
  const only = alias === 'self' || more.length > 0 ? undefined : repositories.get(alias);
  return only === undefined
    ? {}
    : { 'Build.Repository.ID': repositoryId(only.folder), 'Build.Repository.Name': basename(only.folder) };
}
