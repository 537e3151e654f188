import { randomUUID } from 'node:crypto';
import { FakeService, type Answer, type ServiceRequest } from './answer';
import type { Claims, Signer } from './signer';

export const JOB_TOKEN = 'job-access-token-of-the-build-service';
export const CLAIMS = {
  iss: 'https://vstoken.dev.azure.com/4c6fbd37-51de-4f7b-a2de-1b2d2c3a4f55',
  sub: "sc://contoso/Jan's churn/databricks-dev",
  aud: 'api://AzureADTokenExchange',
} as const;

/** The endpoint that vouches for the service connection of a job. */
export class FakeAzureDevOps extends FakeService {
  readonly minted: string[] = [];
  claims: Claims = CLAIMS;
  /** How long its tokens live. */
  seconds = 300;
  onMinted: (token: string) => void = () => undefined;

  constructor(
    readonly connectionId: string,
    readonly signer: Signer,
  ) {
    super();
  }

  mint(claims: Claims = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const token = this.signer.signed({
      ...this.claims,
      jti: randomUUID(),
      nbf: now,
      exp: now + this.seconds,
      ...claims,
    });
    this.minted.push(token);
    this.onMinted(token);
    return token;
  }

  protected answer({ method, path, query, headers }: ServiceRequest): Answer {
    const isRight =
      method === 'POST' &&
      /\/_apis\/distributedtask\/hubs\/build\/plans\/[^/]+\/jobs\/[^/]+\/oidctoken$/.test(path) &&
      query.get('api-version') === '7.1' &&
      headers['content-type'] === 'application/json' &&
      headers['x-tfs-fedauthredirect'] === 'Suppress';
    if (!isRight || headers.authorization !== `Bearer ${JOB_TOKEN}`) {
      return { status: 401, body: { message: 'TF400813: The user is not authorized to access this resource.' } };
    }
    return query.get('serviceConnectionId') === this.connectionId
      ? { status: 200, body: { oidcToken: this.mint() } }
      : { status: 404, body: { message: 'The service connection does not exist.' } };
  }
}
