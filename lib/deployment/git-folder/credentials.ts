import { UserError } from '../../core/errors';
import type { ApiError } from '../../databricks/api/api-error';
import type { GitCredential } from '../../databricks/git-credentials';
import type { Principal } from '../../databricks/scim';
import type { Workspace } from '../../databricks/workspace';
import { answerOf } from './service-answer';
import type { GitTarget } from './target';

/** The service has no error code for this: "Missing Git provider credentials", "Azure Active Directory credentials missing" … */
export function isAboutCredentials({ status, message }: ApiError): boolean {
  return (
    status >= 400 &&
    status < 404 &&
    /\b(?:git|active directory|entra)\b.*credential|personal access token/is.test(message)
  );
}

/** Says which identity's credential for which provider is missing or invalid, and how to add one. */
export async function credentialError(
  error: ApiError,
  { url, provider }: GitTarget,
  workspace: Workspace,
): Promise<UserError> {
  const who = await workspace.scim.me();
  const credential = await ownCredential(provider, workspace);
  return credential === undefined
    ? new UserError('GIT_CREDENTIALS_MISSING', {
        what: `'${nameOf(who)}' has no ${provider} credential in this workspace that opens ${url} ${answerOf(error)}.`,
        fix: `Add one: ${howTo(who, 'post', { git_provider: provider })}`,
        cause: error,
      })
    : new UserError('GIT_CREDENTIALS_REFUSED', {
        what: `${url} does not accept the ${provider} credential ${credential.id} of '${nameOf(who)}' ${answerOf(error)}.`,
        fix: `Renew its token, which must be able to read that repository: ${howTo(who, 'patch', { credential_id: credential.id, git_provider: provider })}`,
        cause: error,
      });
}

async function ownCredential(provider: string, workspace: Workspace): Promise<GitCredential | undefined> {
  // Azure Repos through Entra ID is a provider of its own, azureDevOpsServicesAad.
  const isMeant = (credential: GitCredential): boolean =>
    credential.provider.toLowerCase().startsWith(provider.toLowerCase());
  try {
    return (await workspace.gitCredentials.own()).find(isMeant);
  } catch {
    // This only explains a failure and must not hide it behind another one.
    return undefined;
  }
}

/** https://docs.databricks.com/repos/automate-with-sp and https://docs.databricks.com/api/azure/workspace/gitcredentials. */
function howTo(
  who: Principal,
  verb: 'post' | 'patch',
  { credential_id, git_provider }: { readonly credential_id?: string; readonly git_provider: string },
): string {
  const { id, isServicePrincipal } = who;
  const name = nameOf(who);
  const path = ['/api/2.0/git-credentials', ...(credential_id === undefined ? [] : [credential_id])].join('/');
  const principal = isServicePrincipal && id !== undefined ? `, "principal_id": ${id}` : '';
  const body = `{"git_provider": "${git_provider}", "git_username": "<user>", "personal_access_token": "<token>"${principal}}`;
  const command = `databricks api ${verb} ${path} --json '${body}'`;
  return isServicePrincipal
    ? `a workspace admin opens Settings > Identity and access > Service principals > ${name} > Git integration; or a manager of the service principal runs: ${command}`
    : `${name} opens Settings > Linked accounts, or runs: ${command}`;
}

function nameOf({ displayName, userName }: Principal): string {
  return displayName ?? userName;
}
