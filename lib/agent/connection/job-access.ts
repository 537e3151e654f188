import * as agent from 'azure-pipelines-task-lib/task';
import type { ProjectAccess } from '../../azure-devops/project-access';
import { UserError } from '../../core/errors';
import type { Send } from '../../http/message';
import { quietly } from '../quietly';

/** The job's own token for Azure DevOps; the agent gives it to every node task and masks it. */
export function jobToken(): string | undefined {
  return quietly(() => agent.getEndpointAuthorizationParameter('SYSTEMVSSCONNECTION', 'AccessToken', true));
}

/** Where this job runs. */
interface Place {
  readonly organization: string;
  readonly project: string;
}

/** The REST API of the project that this job runs in, as the build service that the job runs for. */
export function jobAccess(
  { organization, project }: Place,
  { send, ...tools }: Omit<ProjectAccess, 'collection' | 'project'>,
): ProjectAccess {
  const token = jobToken();
  if (token === undefined || !URL.canParse(organization)) {
    throw new UserError('SIGN_OFF_UNKNOWN', {
      what: `The agent gives this job ${token === undefined ? 'no access token' : 'no address'} of Azure DevOps, so runs of other pipelines cannot be read.`,
      fix: 'Run the step in a job on an agent; an agentless job has no access.',
    });
  }
  const headers = {
    Authorization: `Bearer ${token}`,
    // Otherwise an expired token returns a redirect to a login page.
    'X-TFS-FedAuthRedirect': 'Suppress',
  };
  const signed: Send = (request) => send({ ...request, headers: { ...request.headers, ...headers } });
  return { collection: organization, project, send: signed, ...tools };
}
