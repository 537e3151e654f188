import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { JsonObject } from './json';
import type { RunFacts } from './run-facts';

const LIFE_SECONDS = 600;
const AUDIENCE = 'api://AzureADTokenExchange';

interface Signer {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonObject;
}

/** Signs identity tokens like those of the issuer `vstoken`, with a key that exists as long as the run. */
export class IdentityTokens {
  readonly #facts: RunFacts;
  #key: Signer | undefined;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  get issuer(): string {
    return `https://vstoken.dev.azure.com/${this.#facts.organizationId}`;
  }

  /** The public keys, as an issuer publishes them. */
  get keys(): { readonly keys: readonly JsonObject[] } {
    return { keys: [this.#signer().publicJwk] };
  }

  forPipeline(jobId: string): string {
    const { organization, project, definition } = this.#facts;
    return this.#token(`p://${organization}/${project}/${definition.name}`, jobId);
  }

  /** Undefined if the run has no such connection. */
  forConnection(id: string, jobId: string): string | undefined {
    const { organization, project, connections } = this.#facts;
    const name = connections.get(id.toLowerCase());
    return name === undefined ? undefined : this.#token(`sc://${organization}/${project}/${name}`, jobId);
  }

  #token(subject: string, jobId: string): string {
    const { id, privateKey } = this.#signer();
    const now = Math.floor(this.#facts.now() / 1000);
    const claims = {
      jti: randomUUID(),
      sub: subject,
      aud: AUDIENCE,
      iss: this.issuer,
      nbf: now,
      iat: now,
      exp: now + LIFE_SECONDS,
      org_id: this.#facts.organizationId,
      prj_id: this.#facts.projectId,
      job_id: jobId,
    };
    const content = [{ typ: 'JWT', alg: 'RS256', kid: id }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
  }

  /** Made with the first token: most runs need none. */
  #signer(): Signer {
    if (this.#key === undefined) {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const { kty = '', n = '', e = '' } = publicKey.export({ format: 'jwk' });
      const id = createHash('sha256').update(n).digest('hex').slice(0, 40).toUpperCase();
      this.#key = { id, privateKey, publicJwk: { kty, n, e, kid: id, use: 'sig', alg: 'RS256' } };
    }
    return this.#key;
  }
}
