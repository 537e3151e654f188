import * as agent from 'azure-pipelines-task-lib/task';
import { UserError } from '../core/errors';
import type { Redactor } from '../core/redaction';
import { workspaceHost, type WorkspaceHost } from '../databricks/host';
import { tokenCredentials } from '../databricks/auth/token';
import type { Credentials } from '../http/credentials';
import { quietly } from './quietly';
import { maskDerived } from './secrets';

export interface Connection {
  readonly host: WorkspaceHost;
  readonly credentials: Credentials;
}

/** Reads a service connection of our own type and masks what is secret in it. */
export function readConnection(id: string, redactor: Redactor): Connection {
  const url = agent.getEndpointUrl(id, true);
  const authorization = quietly(() => agent.getEndpointAuthorization(id, true));
  if (url === undefined || url === '' || authorization === undefined) {
    throw new UserError('CONNECTION_UNUSABLE', {
      what: 'The agent handed no service connection to this step.',
      fix: "Set 'connection' to the name of a service connection that this pipeline is authorized to use.",
    });
  }
  return { host: workspaceHost(url), credentials: credentialsOf(authorization, redactor) };
}

/** One scheme, one way to authenticate; nothing is tried in its stead. */
function credentialsOf({ scheme, parameters }: agent.EndpointAuthorization, redactor: Redactor): Credentials {
  if (scheme.toLowerCase() !== 'token') {
    throw new UserError('CONNECTION_UNUSABLE', {
      what: `The service connection given by 'connection' authenticates by '${scheme}', which this version does not know.`,
      fix: "Create a service connection of type 'Databricks for MLOps' with a personal access token.",
    });
  }
  const given = parameters['apitoken'] ?? '';
  const token = given.trim();
  if (token === '') {
    throw new UserError('CONNECTION_UNUSABLE', {
      what: "The service connection given by 'connection' holds no token.",
      fix: 'Edit the service connection and paste a personal access token of the workspace.',
    });
  }
  redactor.add('the connection', given);
  if (token !== given) {
    maskDerived('the connection', token, redactor);
  }
  return tokenCredentials(token);
}
