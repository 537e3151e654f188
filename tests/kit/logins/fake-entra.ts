import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { FakeService, type Answer, type ServiceRequest } from './answer';
import { IssuedTokens } from './issued-tokens';
import { claimsIn, payloadOf } from './signer';
import type { TokenFlaw, Trust } from './trust';

export const TENANT = '72f988bf-0000-4000-8000-2d7cd011db47';
export const APPLICATION = '5e1f0c1a-aaaa-4000-8000-00000000a001';
export const CLIENT_SECRET = 'entra~Cl1ent.s3cret/value';
const DATABRICKS = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default';
const MANAGEMENT = new Set([
  'https://management.core.windows.net//.default',
  'https://management.core.usgovcloudapi.net//.default',
  'https://management.core.chinacloudapi.cn//.default',
]);
const CODE: Readonly<Record<TokenFlaw, string>> = {
  signature: 'AADSTS50013: Assertion failed signature validation.',
  replay: 'AADSTS500133: The assertion was used before.',
  time: 'AADSTS700024: Client assertion is not within its valid time range.',
  issuer: 'AADSTS700211: No matching federated identity record found for presented assertion issuer.',
  subject: 'AADSTS700213: No matching federated identity record found for presented assertion subject.',
  audience: 'AADSTS700212: No matching federated identity record found for presented assertion audience.',
};

/** The token endpoint of Microsoft Entra ID, for one application that may prove itself in three ways. */
export class FakeEntra extends FakeService {
  readonly tokens = new IssuedTokens();
  secret = CLIENT_SECRET;
  /** Off where the client's clock runs ahead on purpose. */
  checksTimes = true;
  /** Refuses, and repeats in its reason the form that it was sent, as a gateway may do. */
  echoes = false;

  readonly #trust: Trust;
  readonly #certificate: string;

  constructor(trust: Trust, certificate: string) {
    super();
    this.#trust = trust;
    this.#certificate = certificate;
  }

  refuseWith(description: string): void {
    this.faults.push({ ...refused(description), always: true });
  }

  protected answer(asked: ServiceRequest): Answer {
    const { form, headers } = asked;
    if (this.echoes) {
      return refused(`AADSTS900144: The request body was ${new URLSearchParams(form).toString()}`);
    }
    if (asked.path !== `/${TENANT}/oauth2/v2.0/token`) {
      return refused('AADSTS90002: Tenant not found.');
    }
    if (form['client_id'] !== APPLICATION || form['grant_type'] !== 'client_credentials') {
      return refused('AADSTS700016: Application was not found in the directory.');
    }
    const scope = form['scope'] ?? '';
    if (scope !== DATABRICKS && !MANAGEMENT.has(scope)) {
      return refused('AADSTS500011: The resource principal was not found.');
    }
    const problem = this.#problem(form, `https://${headers.host}${asked.path}`);
    return problem === undefined ? { status: 200, body: this.tokens.issue(scope) } : refused(problem);
  }

  #problem(form: ServiceRequest['form'], audience: string): string | undefined {
    const assertion = form['client_assertion'];
    if (assertion === undefined) {
      return form['client_secret'] === this.secret ? undefined : 'AADSTS7000215: Invalid client secret provided.';
    }
    if (claimsIn(assertion.split('.')[0] ?? '')['x5t#S256'] !== undefined) {
      return this.#certificateProblem(assertion, audience);
    }
    const distrust = this.#trust.problemWith(assertion);
    return distrust === undefined ? undefined : CODE[distrust];
  }

  #certificateProblem(assertion: string, audience: string): string | undefined {
    const [header = '', payload = '', signature = ''] = assertion.split('.');
    const { publicKey, raw } = new X509Certificate(this.#certificate);
    const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const isSigned = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
    const { alg, 'x5t#S256': thumbprint } = claimsIn(header);
    if (!isSigned || alg !== 'PS256' || thumbprint !== createHash('sha256').update(raw).digest('base64url')) {
      return 'AADSTS700027: The certificate used to sign the client assertion is not registered on application.';
    }
    const { aud, iss, sub, exp, nbf, jti } = payloadOf(assertion);
    const now = Date.now() / 1000;
    if (this.checksTimes && (Number(exp) < now || Number(nbf) > now + 300)) {
      return CODE.time;
    }
    const isRight = aud === audience && iss === APPLICATION && sub === APPLICATION && typeof jti === 'string';
    return isRight ? undefined : 'AADSTS50027: JWT token is invalid or malformed.';
  }
}

function refused(description: string): Answer {
  const trail = '\r\nTrace ID: 0c9d7a34\r\nCorrelation ID: 8a537a0e\r\nTimestamp: 2026-11-21 10:00:00Z';
  return { status: 401, body: { error: 'invalid_client', error_description: description + trail } };
}
