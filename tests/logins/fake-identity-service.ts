import { FakeService, type Answer, type Asked } from './answer';
import { IssuedTokens } from './issued-tokens';

/** The service of an Azure machine that gives tokens of its managed identity. */
export class FakeIdentityService extends FakeService {
  readonly tokens = new IssuedTokens();
  readonly hosts = new Set<string | undefined>();

  protected answer({ method, path, query, headers }: Asked): Answer {
    this.hosts.add(headers.host);
    const isRight = method === 'GET' && path === '/metadata/identity/oauth2/token' && headers['metadata'] === 'true';
    if (!isRight || query.get('api-version') !== '2018-02-01') {
      return { status: 400, body: { error: 'invalid_request', error_description: 'Required metadata header missing' } };
    }
    const { expires_in: seconds, ...token } = this.tokens.issue(`${query.get('resource')}/.default`);
    return { status: 200, body: { ...token, expires_in: String(seconds), client_id: query.get('client_id') } };
  }
}
