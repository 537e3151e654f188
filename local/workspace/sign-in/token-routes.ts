import type { Clock } from '../../../lib/core/clock';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Directory, ServicePrincipal } from '../identity/directory';
import type { Identity } from '../identity/identity';
import type { TokenLife } from '../identity/token-list';
import { federatedSubject } from './federated-subject';
import { jsonWebToken } from './json-web-token';
import { OAuthRefusal } from './oauth-refusal';
import type { OAuthTokens } from './oauth-tokens';
import { clientOf, tokenForm, type OAuthClient } from './token-form';

export const TOKEN_PATH = '/oidc/v1/token';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const JWT = 'urn:ietf:params:oauth:token-type:jwt';

interface Grant {
  readonly identity: Identity;
  readonly workspace?: string | undefined;
  readonly seconds: number;
}

/** What it needs of an account. */
export interface SignInContext {
  readonly accountId: string;
  readonly directory: Directory;
  readonly oauth: OAuthTokens;
  /** A token for one of the workspaces. Default: the first. */
  issueToken(identity: Identity, options: TokenLife & { workspace?: string | undefined }): string;
}

/** Discovery of the host and its token endpoint, and OAuth tokens. */
export function signInRoutes(account: SignInContext, site: { host: string; clock: Clock }): readonly Route[] {
  const { host, clock } = site;
  return [
    {
      method: 'GET',
      path: '/.well-known/databricks-config',
      open: true,
      answer: () =>
        json({ oidc_endpoint: `${host}/oidc`, account_id: account.accountId, cloud: 'AZURE', host_type: 'workspace' }),
    },
    {
      method: 'GET',
      path: '/oidc/.well-known/oauth-authorization-server',
      open: true,
      answer: () =>
        json({
          issuer: `${host}/oidc`,
          authorization_endpoint: `${host}/oidc/v1/authorize`,
          token_endpoint: `${host}${TOKEN_PATH}`,
          grant_types_supported: ['client_credentials', TOKEN_EXCHANGE],
          token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
        }),
    },
    {
      method: 'POST',
      path: TOKEN_PATH,
      open: true,
      answer({ request }) {
        const form = tokenForm(request);
        const { identity, workspace, seconds } = granted(form.get('grant_type') ?? '');
        const { uses } = account.oauth.life;
        const token = account.issueToken(identity, { workspace, lifetimeMs: seconds * 1000, uses });
        account.oauth.note({ token, identity, seconds });
        return json({
          access_token: token,
          token_type: 'Bearer',
          expires_in: seconds,
          scope: form.get('scope') ?? 'all-apis',
        });

        function granted(grantType: string): Grant {
          if (grantType === 'client_credentials') {
            return byOwnSecret(clientOf(request), account);
          }
          if (grantType === TOKEN_EXCHANGE) {
            return byForeignToken(form, account, clock);
          }
          throw new OAuthRefusal('unsupported_grant_type', `Grant type '${grantType}' is not supported.`);
        }
      },
    },
  ];
}

function byOwnSecret({ id, secret }: OAuthClient, { directory, oauth }: SignInContext): Grant {
  const principal = directory.servicePrincipal(id);
  if (principal?.secret === undefined || principal.secret !== secret) {
    throw new OAuthRefusal('invalid_client', `Client authentication failed: client '${id}' or its secret is unknown.`);
  }
  return grantTo(principal, oauth.life.seconds);
}

function byForeignToken(form: URLSearchParams, { directory, oauth }: SignInContext, clock: Clock): Grant {
  const token = jsonWebToken(form.get('subject_token') ?? '');
  if (token === undefined || form.get('subject_token_type') !== JWT) {
    throw new OAuthRefusal('invalid_request', `subject_token must be a signed JWT and subject_token_type '${JWT}'.`);
  }
  const id = form.get('client_id');
  const principal = id === null ? undefined : directory.servicePrincipal(id);
  if (id !== null && principal === undefined) {
    throw new OAuthRefusal('invalid_client', `Client '${id}' is unknown.`);
  }
  const now = clock.now();
  const policies = principal === undefined ? directory.federation : (principal.federation ?? []);
  const subject = federatedSubject(token, policies, now);
  const seconds = Math.min(oauth.life.seconds, Math.floor(Number(token.claims['exp']) - now / 1000));
  return principal === undefined
    ? { identity: { userName: subject, kind: 'user' }, seconds }
    : grantTo(principal, seconds);
}

function grantTo({ applicationId, workspace }: ServicePrincipal, seconds: number): Grant {
  return { identity: { userName: applicationId, kind: 'servicePrincipal' }, workspace, seconds };
}
