import { request, type RequestListener } from 'node:http';
import type { Workspace } from '../../../local/workspace/workspace';
import { FakeService, type Answer, type ServiceRequest } from './answer';
import { IssuedTokens } from './issued-tokens';
import type { Trust } from './trust';

export const PRINCIPAL = '9c2b7c11-bbbb-4000-8000-00000000b001';
export const OAUTH_SECRET = 'dose+S3cret/of the principal';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** The token endpoint of a workspace, for one service principal with a secret and a federation policy. */
export class FakeWorkspaceLogin extends FakeService {
  readonly tokens = new IssuedTokens();
  secret = OAUTH_SECRET;

  readonly #trust: Trust;

  constructor(trust: Trust) {
    super();
    this.#trust = trust;
  }

  protected answer({ path, form, headers }: ServiceRequest): Answer {
    if (path !== '/oidc/v1/token' || form['scope'] !== 'all-apis') {
      return { status: 404, body: { error_code: 'ENDPOINT_NOT_FOUND', message: `No API found for '${path}'` } };
    }
    if (form['grant_type'] === 'client_credentials') {
      const pair = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
      const isRight = pair === `${PRINCIPAL}:${encodeURIComponent(this.secret)}`;
      return isRight ? this.#issued() : refused(401, 'invalid_client', 'Client authentication failed');
    }
    const problem = this.#trust.problemWith(form['subject_token'] ?? '');
    if (form['grant_type'] !== EXCHANGE || form['subject_token_type'] !== 'urn:ietf:params:oauth:token-type:jwt') {
      return refused(400, 'unsupported_grant_type', 'Unsupported grant type');
    }
    if (form['client_id'] !== PRINCIPAL) {
      return refused(401, 'invalid_client', 'The client id is not known');
    }
    return problem === undefined
      ? this.#issued()
      : refused(400, 'invalid_grant', `Unable to find a matching federation policy: ${problem} mismatch`);
  }

  #issued(): Answer {
    return { status: 200, body: this.tokens.issue('workspace') };
  }
}

function refused(status: number, error: string, error_description: string): Answer {
  return { status, body: { error, error_description } };
}

export interface GuardedWorkspace {
  readonly workspace: Workspace;
  readonly login: FakeWorkspaceLogin;
  /** Whether the headers let their bearer in. */
  readonly opensTo: (headers: ServiceRequest['headers']) => boolean;
}

/** The stand-in has one token; this server in front of it accepts the issued tokens. */
export function guarded({ workspace, login, opensTo }: GuardedWorkspace): RequestListener {
  return (incoming, outgoing) => {
    if (incoming.url?.startsWith('/oidc/') === true) {
      login.listener(incoming, outgoing);
      return;
    }
    if (!opensTo(incoming.headers)) {
      incoming.resume();
      outgoing.writeHead(403, { 'content-type': 'application/json' });
      outgoing.end('{"error_code":403,"message":"Invalid access token. [ReqId: 1]"}');
      return;
    }
    const headers = { ...incoming.headers, authorization: `Bearer ${workspace.token}` };
    const target = new URL(incoming.url ?? '/', workspace.host);
    const onward = request(target, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
}
