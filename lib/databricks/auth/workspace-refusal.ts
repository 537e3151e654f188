import { UserError } from '../../core/errors';
import type { LoginRefusal } from './login';

export interface RefusedClient {
  readonly error: LoginRefusal;
  readonly clientId: string;
  /** The next step if the service principal is unknown or its authentication failed. */
  readonly whenUnknown: string;
}

/** Why a workspace refused a token to a service principal; blames the connection only if the response does. */
export function workspaceRefusal({ error, clientId, whenUnknown }: RefusedClient): UserError {
  const { status, code, description } = error.refused;
  const isUnknown = status === 401 || code === 'invalid_client';
  return new UserError('LOGIN_REFUSED', {
    what: `Databricks gave service principal ${clientId} no token (${status} ${code}): ${description}`,
    fix: isUnknown ? whenUnknown : (FIXES[status] ?? OTHER_FIX),
    cause: error,
  });
}

const FIXES: Readonly<Record<number, string>> = {
  403: "Have the agent's outgoing address added to the IP access lists of workspace and account, or run the job on an agent inside the allowed network; a gateway in between may answer so too.",
  404: 'Correct the workspace URL of the service connection: nothing at that host gives out tokens.',
};
const OTHER_FIX =
  'Correct what the reason names; if it names nothing, check workspace URL and application ID of the service connection.';
