import { FakeService, type Answer, type ServiceRequest } from './answer';
import { IssuedTokens } from './issued-tokens';

/** The service of an Azure machine that gives tokens of its managed identity. */
export class FakeIdentityService extends FakeService {
  readonly tokens = new IssuedTokens();
  readonly hosts = new Set<string | undefined>();

  protected answer({ method, path, query, headers }: ServiceRequest): Answer {
    this.hosts.add(headers.host);
    const isRight = method === 'GET' && path === '/metadata/identity/oauth2/token' && headers['metadata'] === 'true';
    if (!isRight || query.get('api-version') !== '2018-02-01') {
      return { status: 400, body: { error: 'invalid_request', error_description: 'Required metadata header missing' } };
    }
    const { expires_in: seconds, ...token } = this.tokens.issue(`${query.get('resource')}/.default`);
    return { status: 200, body: { ...token, ...this.#end(Number(seconds)), client_id: query.get('client_id') } };
  }

  /** It returns cached tokens, so their age counts; it sends no absolute time, because the client's clock may differ. */
  #end(seconds: number): Readonly<Record<string, string>> {
    return this.tokens.lifetime.speed === 1
      ? { expires_in: '86399', expires_on: String(Math.floor(Date.now() / 1000) + seconds) }
      : { expires_in: String(seconds) };
  }
}
