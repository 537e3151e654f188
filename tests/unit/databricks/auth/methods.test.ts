import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { UserError } from '../../../../lib/core/errors';
import { LoginError } from '../../../../lib/core/login-error';
import { isPassing } from '../../../../lib/databricks/api/passing';
import { tokenForSecret } from '../../../../lib/databricks/auth/oauth-secret';
import { tokenEndpoint } from '../../../../lib/databricks/auth/token-endpoint';
import { exchangedToken } from '../../../../lib/databricks/auth/token-exchange';
import { httpClient } from '../../../../lib/http/client';
import { NetworkError, type NetworkFault } from '../../../../lib/http/network-error';
import { bodyOf, serving } from '../../../kit/http/local-server';
import { answering, recordedLogin } from '../../../kit/logins/login-tools';

const TOKEN = '{"access_token":"aaa.bbb.ccc","expires_in":3600}';

interface Sent {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Gives a token to everybody, over a real connection. */
async function withService<T>(use: (origin: string, sent: readonly Sent[]) => Promise<T>): Promise<T> {
  const sent: Sent[] = [];
  const listener: RequestListener = (request, response) => {
    void bodyOf(request).then((body) => {
      sent.push({ headers: request.headers, body });
      response.end(TOKEN);
    });
  };
  return serving(listener, ({ port }) => use(`http://127.0.0.1:${port}`, sent));
}

describe('a login at the workspace', () => {
  it('encodes an OAuth secret as in RFC 6749, and masks the result', async () => {
    await withService(async (origin, sent) => {
      const { tools, mask } = recordedLogin();
      const endpoint = (): Promise<string> => Promise.resolve(`${origin}/t`);
      const token = await tokenForSecret({ endpoint, clientId: 'app', secret: 'a:b%' }, tools);
      assert.deepEqual([token.value, token.expiresAt], ['aaa.bbb.ccc', 1_000_000 + 3_600_000]);
      assert.equal(sent[0]?.headers['authorization'], `Basic ${btoa('app:a%3Ab%25')}`);
      assert.equal(sent[0]?.body, 'grant_type=client_credentials&scope=all-apis');
      assert.deepEqual(
        mask.args.map(([, value]) => value),
        [btoa('app:a%3Ab%25'), 'aaa.bbb.ccc'],
      );
    });
  });

  it('exchanges an assertion as RFC 8693 writes it', async () => {
    await withService(async (origin, sent) => {
      const endpoint = (): Promise<string> => Promise.resolve(`${origin}/t`);
      const assertion = (): Promise<string> => Promise.resolve('h.p.s');
      await exchangedToken({ endpoint, clientId: 'app', assertion }, recordedLogin().tools);
      assert.equal(sent[0]?.headers['content-type'], 'application/x-www-form-urlencoded');
      assert.equal('authorization' in (sent[0]?.headers ?? {}), false);
      assert.deepEqual(Object.fromEntries(new URLSearchParams(sent[0]?.body)), {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: 'h.p.s',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        scope: 'all-apis',
        client_id: 'app',
      });
    });
  });

  const ENDPOINTS: readonly { what: string; status?: number; body: string; found: string }[] = [
    {
      what: 'the one it tells',
      body: '{"token_endpoint":"https://w/oidc/v2/token"}',
      found: 'https://w/oidc/v2/token',
    },
    { what: 'the known one where it tells none', body: '{}', found: 'https://w/oidc/v1/token' },
    { what: 'the default without discovery', status: 404, body: '', found: 'https://w/oidc/v1/token' },
    { what: 'the known one where a page comes', body: '<html>', found: 'https://w/oidc/v1/token' },
    {
      what: 'the known one rather than one in clear text',
      body: '{"token_endpoint":"http://w/token"}',
      found: 'https://w/oidc/v1/token',
    },
  ];
  for (const { what, found, ...answer } of ENDPOINTS) {
    it(`finds its token endpoint: ${what}`, async () => {
      assert.equal(await tokenEndpoint('https://w', answering(answer))(), found);
    });
  }

  it('asks for the token endpoint once', async () => {
    let count = 0;
    const endpoint = tokenEndpoint('https://w', (request) => (count++, answering({ body: '{}' })(request)));
    await Promise.all([endpoint(), endpoint()]);
    assert.equal(count, 1);
  });

  it('finds the known token endpoint when the first request is lost', async () => {
    const lost = tokenEndpoint('https://w', () => Promise.reject(new NetworkError('lost', 'gone')));
    assert.equal(await lost(), 'https://w/oidc/v1/token');
  });
});

describe('a login that is refused', () => {
  const ask = (answer: Parameters<typeof answering>[0]): Promise<unknown> => {
    const endpoint = (): Promise<string> => Promise.resolve('https://w/t');
    return tokenForSecret({ endpoint, clientId: 'a', secret: 'b' }, recordedLogin(answering(answer)).tools);
  };

  for (const body of ['', '<html>Blocked by policy</html>', '{}', '[]']) {
    it(`is not the login service's own word when the answer is '${body}'`, async () => {
      await assert.rejects(ask({ status: 403, body }), (error) => {
        assert.ok(error instanceof LoginError);
        assert.equal(error.message, 'w answered 403 and no reason when asked for a token');
        return error.fault === 'malformed';
      });
    });
  }

  it("includes the workspace's own message", async () => {
    const body = '{"error_code":"ENDPOINT_NOT_FOUND","message":"No API found"}';
    await assert.rejects(ask({ status: 404, body }), /\(404 ENDPOINT_NOT_FOUND\): No API found/);
  });

  const NOW = 1_000_000_000;
  const ENDED: readonly { what: string; exp: number; aheadMs: number; fix: RegExp }[] = [
    { what: 'has ended', exp: NOW / 1000 - 1, aheadMs: 0, fix: /^Check the clock of the agent's machine/ },
    {
      what: 'has ended by the clock of the service',
      exp: NOW / 1000 + 60,
      aheadMs: -600_000,
      fix: /^Set the clock of the agent's machine: it is 10 min behind the clock of Databricks\.$/,
    },
    {
      what: 'has ended only by the clock of the machine',
      exp: NOW / 1000 - 60,
      aheadMs: 600_000,
      fix: /^Give the service principal the federation policy/,
    },
  ];
  for (const { what, exp, aheadMs, fix } of ENDED) {
    it(`does not blame the policy for an identity token that ${what}, and no other`, async () => {
      const claims = Buffer.from(JSON.stringify({ iss: 'i', sub: 's', aud: 'a', exp })).toString('base64url');
      const headers = { date: new Date(NOW - aheadMs).toUTCString() };
      const body = '{"error":"invalid_grant","error_description":"no"}';
      const { tools } = recordedLogin(answering({ status: 400, headers, body }), NOW);
      const endpoint = (): Promise<string> => Promise.resolve('https://w/t');
      const assertion = (): Promise<string> => Promise.resolve(`h.${claims}.s`);
      await assert.rejects(
        exchangedToken({ endpoint, clientId: 'app', assertion }, tools),
        (error) => error instanceof UserError && fix.test(error.fix),
      );
    });
  }
});

describe('a login that cannot be reached', () => {
  const FAULTS: readonly NetworkFault[] = ['unreachable', 'refused', 'lost', 'timeout', 'proxy'];
  for (const fault of FAULTS) {
    it(`is borne by who waits for a run (${fault})`, async () => {
      const { tools } = recordedLogin(() => Promise.reject(new NetworkError(fault, 'gone')));
      const endpoint = (): Promise<string> => Promise.resolve('https://w/t');
      await assert.rejects(tokenForSecret({ endpoint, clientId: 'a', secret: 'b' }, tools), (error) => {
        assert.ok(error instanceof LoginError && error.fault === 'unreachable' && error.host === 'w');
        return isPassing(error);
      });
    });
  }

  it('is asked again for a minute, over a connection that breaks off', async () => {
    let count = 0;
    await serving(
      (request) => {
        count++;
        request.socket.destroy();
      },
      async ({ port }) => {
        const { tools } = recordedLogin(httpClient({}));
        const endpoint = (): Promise<string> => Promise.resolve(`http://127.0.0.1:${port}/t`);
        await assert.rejects(tokenForSecret({ endpoint, clientId: 'a', secret: 'b' }, tools), LoginError);
      },
    );
    assert.ok(count > 5, `${count} attempts`);
  });
});
