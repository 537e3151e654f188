import assert from 'node:assert/strict';
import { bearerCredentials } from '../../../../lib/databricks/auth/bearer';
import { AZURE_CLOUDS } from '../../../../lib/databricks/auth/entra/cloud';
import { entraCredentials } from '../../../../lib/databricks/auth/entra/credentials';
import { managedIdentityToken } from '../../../../lib/databricks/auth/entra/managed-identity';
import { principalToken } from '../../../../lib/databricks/auth/entra/principal-token';
import type { TokenTools } from '../../../../lib/databricks/auth/login';
import { tokenForSecret } from '../../../../lib/databricks/auth/oauth-secret';
import { TokenCache, type CacheTools } from '../../../../lib/databricks/auth/token-cache';
import { exchangedToken } from '../../../../lib/databricks/auth/token-exchange';
import { withCredentials, type Credentials } from '../../../../lib/http/credentials';
import type { HttpRequest, HttpResponse } from '../../../../lib/http/message';
import { VirtualClock } from '../../../kit/virtual-clock';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LOOKS_EVERY = 15_000;
/** One in which a token comes up for renewal. */
const OUTAGE = { from: 5 * HOUR + 15 * MINUTE, to: 5 * HOUR + 30 * MINUTE };
const WORKSPACE = 'https://adb-1.7.azuredatabricks.net/api/2.2/jobs/runs/get';
const cloud = AZURE_CLOUDS['AzureCloud'] ?? assert.fail();
const workspaceResourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w';

/** A workspace, and logins that give tokens for an hour and take proofs that are some minutes old at most, once. */
class Services {
  readonly clock = new VirtualClock({ start: Date.parse('2026-11-21T00:00:00Z') });
  readonly #start = this.clock.now();
  readonly #tokenEnds = new Map<string, number>();
  readonly #proofEnds = new Map<string, number>();
  logins = 0;
  failedRenewals = 0;

  readonly tools: TokenTools = {
    send: (request) => Promise.resolve(this.#login(request)),
    clock: this.clock,
    random: () => 0.5,
    onRetry: () => undefined,
    mask: () => undefined,
  };
  readonly cache: CacheTools = { clock: this.clock, onFailedRenewal: () => void this.failedRenewals++ };

  get elapsed(): number {
    return this.clock.now() - this.#start;
  }

  readonly mint = (): Promise<string> => {
    const proof = `proof ${this.#proofEnds.size}`;
    this.#proofEnds.set(proof, this.clock.now() + 5 * MINUTE);
    return Promise.resolve(proof);
  };

  /** As Azure Databricks does it: a token with half a minute left is none. */
  readonly look = ({ headers }: HttpRequest): Promise<HttpResponse> => {
    const management = headers['X-Databricks-Azure-SP-Management-Token'];
    const shown = [
      headers['Authorization']?.replace('Bearer ', '') ?? '',
      ...(management === undefined ? [] : [management]),
    ];
    const isIn = shown.every((token) => (this.#tokenEnds.get(token) ?? 0) > this.clock.now() + 30_000);
    return Promise.resolve({ status: isIn ? 200 : 401, headers: {}, body: '{}' });
  };

  #login({ body }: HttpRequest): HttpResponse {
    if (this.elapsed >= OUTAGE.from && this.elapsed < OUTAGE.to) {
      return { status: 503, headers: {}, body: '{}' };
    }
    const form = new URLSearchParams(typeof body === 'string' ? body : '');
    const proof = form.get('client_assertion') ?? form.get('subject_token');
    if (proof !== null && !this.#takes(proof)) {
      return { status: 400, headers: {}, body: '{"error":"invalid_grant"}' };
    }
    const token = `token ${++this.logins}`;
    const end = this.clock.now() + HOUR;
    this.#tokenEnds.set(token, end);
    const answer = { access_token: token, expires_in: '3600', expires_on: String(end / 1000) };
    return { status: 200, headers: {}, body: JSON.stringify(answer) };
  }

  #takes(proof: string): boolean {
    const isGood = (this.#proofEnds.get(proof) ?? 0) > this.clock.now();
    this.#proofEnds.delete(proof);
    return isGood;
  }
}

interface Way {
  readonly name: string;
  readonly tokens: number;
  readonly credentials: (services: Services) => Credentials;
}

const endpoint = (): Promise<string> => Promise.resolve('https://login.test/t');
const WAYS: readonly Way[] = [
  {
    name: 'an OAuth secret',
    tokens: 1,
    credentials: ({ tools, cache }) =>
      bearerCredentials(new TokenCache(() => tokenForSecret({ endpoint, clientId: 'a', secret: 's' }, tools), cache)),
  },
  {
    name: 'federation at the workspace',
    tokens: 1,
    credentials: ({ tools, cache, mint }) =>
      bearerCredentials(
        new TokenCache(() => exchangedToken({ endpoint, clientId: 'a', assertion: mint }, tools), cache),
      ),
  },
  {
    name: 'federation of an Azure connection, with a second token',
    tokens: 2,
    credentials: ({ tools, cache, mint }) => {
      const principal = { cloud, tenant: 't', clientId: 'a', proof: { kind: 'federation', assertion: mint } } as const;
      const token = (resource: string): ReturnType<typeof principalToken> => principalToken(resource, principal, tools);
      return entraCredentials({ cloud, token, workspaceResourceId }, cache);
    },
  },
  {
    name: 'a managed identity',
    tokens: 1,
    credentials: ({ tools, cache }) => {
      const token = (resource: string): ReturnType<typeof principalToken> =>
        managedIdentityToken(resource, undefined, tools);
      return entraCredentials({ cloud, token, workspaceResourceId: undefined }, cache);
    },
  },
];

/** Lets a renewal in the background come to its end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a wait of twelve hours', () => {
  for (const { name, tokens, credentials } of WAYS) {
    it(`never shows a token that has ended (${name})`, async () => {
      const services = new Services();
      let refusals = 0;
      const look = withCredentials(services.look, credentials(services), ({ status }) => {
        refusals += status === 401 ? 1 : 0;
        return status === 401;
      });
      while (services.elapsed < 12 * HOUR) {
        await look({ method: 'GET', url: WORKSPACE, headers: {} });
        await settled();
        services.clock.advance(LOOKS_EVERY);
      }
      assert.equal(refusals, 0);
      // One login for every forty minutes: a token is renewed when twenty are left.
      const expected = 18 * tokens;
      assert.ok(Math.abs(services.logins - expected) <= tokens, `${services.logins} logins, not about ${expected}`);
      assert.ok(services.failedRenewals > 0, 'the outage was met, and borne');
    });
  }
});
