import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { isJsonObject, parseJson, toJson, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Account } from '../../../../local/workspace/account';
import type { JsonWebKeyWithId } from '../../../../local/workspace/identity/directory';
import { VirtualClock } from '../../../kit/virtual-clock';
import { call, errorOf, send, useAccountServer } from '../../../kit/workspace/stand-in';

const TOKEN = 'POST /oidc/v1/token';
const ME = 'GET /api/2.0/preview/scim/v2/Me';
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const CI = 'b5c1f0de-0000-4000-8000-000000000001';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CLAIMS = { iss: 'https://issuer.example', sub: 'sc://org/project/databricks', aud: 'api://AzureADTokenExchange' };

function jwk(key: KeyObject, kid: string): JsonWebKeyWithId {
  return { ...(key.export({ format: 'jwk' }) as unknown as JsonWebKeyWithId), kid };
}

function signed(header: JsonObject, claims: JsonObject, key: KeyObject): string {
  const text = [header, claims].map((part) => Buffer.from(toJson(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

describe('signing in', () => {
  const clock = new VirtualClock({ advance: 'manual', start: 1_800_000_000_000 });
  const addAccount = useAccountServer({ clock });
  const policy = {
    issuer: CLAIMS.iss,
    audiences: [CLAIMS.aud],
    jwks: { keys: [jwk(rsa.publicKey, 'r'), jwk(elliptic.publicKey, 'e')] },
  };

  function newFixture(): Account {
    return addAccount({
      servicePrincipals: [
        {
          applicationId: CI,
          secret: 's:1',
          displayName: 'ci',
          workspace: 'uat',
          federation: [{ ...policy, subject: CLAIMS.sub }],
        },
      ],
      federation: [{ ...policy, subjectClaim: 'email' }],
    });
  }

  async function ask({ firstWorkspace: { host } }: Account, form: Record<string, string>, basic?: string) {
    const response = await fetch(`${host}/oidc/v1/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: basic === undefined ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
    });
    const body = parseJson(await response.text());
    return { status: response.status, body: isJsonObject(body) ? body : {} };
  }

  const secretForm = { grant_type: 'client_credentials', scope: 'all-apis' };
  const exchangeForm = (token: string): Record<string, string> => ({
    grant_type: EXCHANGE,
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    client_id: CI,
    scope: 'all-apis',
  });
  const exp = 1_800_000_000 + 600;

  it('is described without a token', async () => {
    const { firstWorkspace: at, accountId } = newFixture();
    const config = await (await fetch(`${at.host}/.well-known/databricks-config`)).text();
    const { oidc_endpoint, account_id } = parseJson(config) as JsonObject;
    assert.equal(account_id, accountId);
    const server = await (await fetch(`${oidc_endpoint as string}/.well-known/oauth-authorization-server`)).text();
    assert.equal((parseJson(server) as JsonObject)['token_endpoint'], `${at.host}/oidc/v1/token`);
  });

  it('with a secret returns a token of one hour for the workspace of the service principal', async () => {
    const account = newFixture();
    const { status, body } = await ask(account, secretForm, `${CI}:${encodeURIComponent('s:1')}`);
    assert.equal(status, 200);
    assert.deepEqual([body['token_type'], body['expires_in'], body['scope']], ['Bearer', 3600, 'all-apis']);
    const endpoint = { host: account.firstWorkspace.host, token: body['access_token'] as string };
    const me = await call(endpoint, ME);
    assert.deepEqual([me.body['userName'], me.body['displayName']], [CI, 'ci']);
    assert.equal(me.headers.get('x-databricks-org-id'), account.workspace('uat').orgId);
    clock.advance(3_600_000);
    assert.deepEqual(errorOf(await call(endpoint, ME)), [403, 403]);
    clock.advance(-3_600_000);
  });

  for (const { secret, sent } of [
    { secret: '50%off', sent: '50%off' },
    { secret: 'a b&c=d+e', sent: new URLSearchParams({ '': 'a b&c=d+e' }).toString().slice(1) },
    { secret: 'a&b', sent: 'a&b' },
  ]) {
    it(`takes the secret '${secret}' sent as ${sent}`, async () => {
      const account = newFixture();
      account.directory.replace({ applicationId: CI, secret });
      assert.equal((await ask(account, secretForm, `${CI}:${sent}`)).status, 200);
      assert.ok(account.firstWorkspace.requests.some(({ path }) => path === '/oidc/v1/token'));
    });
  }

  it('gives tokens of the life that a test sets, which ends by the clock', async () => {
    const account = newFixture();
    account.oauth.life = { seconds: 120 };
    const { body } = await ask(account, secretForm, `${CI}:${encodeURIComponent('s:1')}`);
    assert.equal(body['expires_in'], 120);
    const { host } = account.firstWorkspace;
    const [issued] = account.oauth.issued;
    assert.deepEqual([issued?.token, issued?.identity.userName], [body['access_token'], CI]);
    const endpoint = { host, token: body['access_token'] as string };
    assert.equal((await call(endpoint, ME)).status, 200);
    clock.advance(120_000);
    assert.deepEqual(errorOf(await call(endpoint, ME)), [403, 403]);
    clock.advance(-120_000);
  });

  it('gives tokens that are revoked after some requests, or at once', async () => {
    const account = newFixture();
    account.oauth.life = { seconds: 3600, uses: 2 };
    const token = async (): Promise<string> => {
      const { body } = await ask(account, secretForm, `${CI}:${encodeURIComponent('s:1')}`);
      return body['access_token'] as string;
    };
    const { host } = account.firstWorkspace;
    const used = { host, token: await token() };
    const statuses = [await call(used, ME), await call(used, ME), await call(used, ME)].map(({ status }) => status);
    assert.deepEqual(statuses, [200, 200, 403]);
    const revoked = { host, token: await token() };
    account.firstWorkspace.expireToken(revoked.token);
    assert.deepEqual(errorOf(await call(revoked, ME)), [403, 403]);
  });

  it('goes by the secret and the policy that a service principal has now', async () => {
    const account = newFixture();
    const form = exchangeForm(signed({ alg: 'RS256', kid: 'r' }, { ...CLAIMS, exp }, rsa.privateKey));
    const policies = [{ ...policy, subject: 'sc://org/project/other' }];
    account.directory.replace({ applicationId: CI, secret: 'another', federation: policies });
    assert.equal((await ask(account, secretForm, `${CI}:${encodeURIComponent('s:1')}`)).status, 401);
    assert.equal((await ask(account, secretForm, `${CI}:another`)).status, 200);
    assert.equal((await ask(account, form)).body['error'], 'invalid_grant');
  });

  it('is throttled by a fault', async () => {
    const account = newFixture();
    const throttled = { path: '/oidc/v1/token', status: 429, headers: { 'retry-after': '7' }, times: 1 };
    account.firstWorkspace.addFault(throttled);
    const basic = `${CI}:${encodeURIComponent('s:1')}`;
    assert.equal((await ask(account, secretForm, basic)).status, 429);
    assert.equal((await ask(account, secretForm, basic)).status, 200);
  });

  for (const { alg, key, kid } of [
    { alg: 'RS256', key: rsa.privateKey, kid: 'r' },
    { alg: 'ES256', key: elliptic.privateKey, kid: 'e' },
  ]) {
    it(`exchanges a token signed with ${alg}, whose life it shares`, async () => {
      const account = newFixture();
      const { status, body } = await ask(account, exchangeForm(signed({ alg, kid }, { ...CLAIMS, exp }, key)));
      assert.deepEqual([status, body['expires_in']], [200, 600], toJson(body));
      const me = await call({ host: account.firstWorkspace.host, token: body['access_token'] as string }, ME);
      assert.equal(me.body['userName'], CI);
    });
  }

  it('exchanges the token of a user by the policy of the account', async () => {
    const account = newFixture();
    const claims = { ...CLAIMS, exp, email: 'ada@example.com' };
    const { client_id: _, ...form } = exchangeForm(signed({ alg: 'RS256' }, claims, rsa.privateKey));
    const { body } = await ask(account, form);
    const me = await call({ host: account.firstWorkspace.host, token: body['access_token'] as string }, ME);
    assert.equal(me.body['userName'], 'ada@example.com');
  });

  const mismatches: readonly { name: string; token: string; says: RegExp }[] = [
    {
      name: 'issuer',
      token: signed({ alg: 'RS256' }, { ...CLAIMS, exp, iss: 'https://other' }, rsa.privateKey),
      says: /issuer 'https:\/\/other' is not 'https:\/\/issuer\.example'/,
    },
    {
      name: 'audience',
      token: signed({ alg: 'RS256' }, { ...CLAIMS, exp, aud: ['one', 'two'] }, rsa.privateKey),
      says: /audience 'one, two' is not one of 'api:\/\/AzureADTokenExchange'/,
    },
    {
      name: 'subject',
      token: signed({ alg: 'RS256' }, { ...CLAIMS, exp, sub: 'sc://org/project/other' }, rsa.privateKey),
      says: /subject 'sc:\/\/org\/project\/other' is not 'sc:\/\/org\/project\/databricks'/,
    },
    { name: 'key', token: signed({ alg: 'RS256' }, { ...CLAIMS, exp }, stranger.privateKey), says: /signature/ },
    { name: 'algorithm', token: signed({ alg: 'none' }, { ...CLAIMS, exp }, rsa.privateKey), says: /algorithm 'none'/ },
    {
      name: 'time',
      token: signed({ alg: 'RS256' }, { ...CLAIMS, exp: 1_700_000_000 }, rsa.privateKey),
      says: /token expired at '1700000000'/,
    },
  ];
  for (const { name, token, says } of mismatches) {
    it(`refuses a token of another ${name}, and says so`, async () => {
      const { status, body } = await ask(newFixture(), exchangeForm(token));
      assert.deepEqual([status, body['error']], [400, 'invalid_grant']);
      assert.match(body['error_description'] as string, says);
    });
  }

  const refused: readonly {
    name: string;
    form: Record<string, string>;
    basic?: string;
    error: readonly [number, string];
  }[] = [
    { name: 'a wrong secret', form: secretForm, basic: `${CI}:no`, error: [401, 'invalid_client'] },
    { name: 'an unknown client', form: secretForm, basic: 'nobody:s', error: [401, 'invalid_client'] },
    { name: 'a secret with a stray %', form: secretForm, basic: `${CI}:50%off`, error: [401, 'invalid_client'] },
    { name: 'a client with a stray %', form: secretForm, basic: '50%off:s', error: [401, 'invalid_client'] },
    { name: 'no client', form: secretForm, error: [401, 'invalid_client'] },
    { name: 'another grant', form: { grant_type: 'password' }, error: [400, 'unsupported_grant_type'] },
    { name: 'an invalid token', form: exchangeForm('a.b'), error: [400, 'invalid_request'] },
    { name: 'an empty form', form: {}, error: [400, 'unsupported_grant_type'] },
    {
      name: 'an exchange for an unknown client',
      form: { ...exchangeForm(signed({}, {}, rsa.privateKey)), client_id: 'x' },
      error: [401, 'invalid_client'],
    },
  ];
  for (const { name, form, basic, error } of refused) {
    it(`refuses ${name}`, async () => {
      const { status, body } = await ask(newFixture(), form, basic);
      assert.deepEqual([status, body['error']], error);
    });
  }

  it('meets the faults of the account that knows the client', async () => {
    const account = newFixture();
    addAccount();
    account.firstWorkspace.addFault({ path: '/oidc/v1/token', status: 503 });
    assert.equal((await ask(account, secretForm, `${CI}:${encodeURIComponent('s:1')}`)).status, 503);
    assert.equal((await send(account.firstWorkspace, TOKEN)).status, 400);
  });
});
