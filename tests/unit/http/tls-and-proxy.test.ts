import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import type { TlsOptions, TLSSocket } from 'node:tls';
import { httpClient } from '../../../lib/http/client';
import type { HttpResponse } from '../../../lib/http/message';
import type { Network } from '../../../lib/http/network';
import { NetworkError } from '../../../lib/http/network-error';
import { proxying, type ProxySetting } from '../../kit/http/forward-proxy';
import { servingTls, type LocalServer } from '../../kit/http/local-server';
import { makeAuthority, type Authority } from '../../kit/http/tls-authority';

const HOST = 'workspace.test';
const greet: RequestListener = (request, response) => {
  const { subject } = (request.socket as TLSSocket).getPeerCertificate();
  response.end(JSON.stringify({ path: request.url, client: subject?.CN ?? 'nobody' }));
};

describe('httpClient over TLS', () => {
  let authority: Authority;
  before(() => {
    authority = makeAuthority(HOST);
  });

  const secure = <T>(use: (server: LocalServer) => Promise<T>, options: TlsOptions = {}): Promise<T> =>
    servingTls({ tls: { ...authority.server, ...options }, listener: greet }, use);
  const ask = (url: string, network: Network): Promise<HttpResponse> =>
    httpClient(network)({ method: 'GET', url, headers: {} });
  const here = ({ port }: LocalServer): string => `https://127.0.0.1:${port}/x`;

  it('refuses a certificate of an unknown authority', async () => {
    await secure(async (server) => {
      await assert.rejects(
        ask(here(server), {}),
        (error) => error instanceof NetworkError && error.fault === 'certificate',
      );
    });
  });

  it('refuses a certificate for another name', async () => {
    await secure(async ({ port }) => {
      const asked = ask(`https://localhost:${port}/x`, { extraCa: authority.ca });
      await assert.rejects(asked, (error) => error instanceof NetworkError && error.fault === 'certificate');
    });
  });

  const ACCEPTING: readonly { when: string; network: () => Network }[] = [
    { when: 'the agent was given its authority', network: () => ({ extraCa: authority.ca }) },
    { when: 'the agent was told to check none', network: () => ({ skipCertificateCheck: true }) },
  ];
  for (const { when, network } of ACCEPTING) {
    it(`accepts a certificate when ${when}`, async () => {
      assert.equal((await secure((server) => ask(here(server), network()))).status, 200);
    });
  }

  it('shows the certificate of the agent to a server that asks for one', async () => {
    const network = { extraCa: authority.ca, clientCertificate: authority.client };
    const asking = { requestCert: true, rejectUnauthorized: true, ca: authority.ca };
    const { body } = await secure((server) => ask(here(server), network), asking);
    assert.deepEqual(JSON.parse(body), { path: '/x', client: 'client' });
  });

  const WITHOUT: readonly {
    what: string;
    options?: TlsOptions;
    client?: () => NonNullable<Network['clientCertificate']>;
  }[] = [
    { what: 'none' },
    { what: 'none, in TLS 1.2', options: { maxVersion: 'TLSv1.2' } },
    { what: 'one with the key of another', client: () => ({ ...authority.client, key: authority.server.key }) },
    { what: 'one whose key is none', client: () => ({ ...authority.client, key: 'no key' }) },
  ];
  for (const { what, options, client } of WITHOUT) {
    it(`says that the client certificate is missing when the agent has ${what}`, async () => {
      const asking = { requestCert: true, rejectUnauthorized: true, ca: authority.ca, ...options };
      const network = { extraCa: authority.ca, ...(client && { clientCertificate: client() }) };
      await assert.rejects(
        secure((server) => ask(here(server), network), asking),
        (error) => error instanceof NetworkError && error.fault === 'clientCertificate',
      );
    });
  }

  describe('through a proxy', () => {
    const PROXY_LOGIN = { username: 'DOM\\ann', password: 'p@ss:w/rd%' };
    const throughProxy = (
      setting: Partial<ProxySetting>,
      login: Partial<typeof PROXY_LOGIN> = {},
    ): Promise<[HttpResponse, readonly string[]]> =>
      secure(({ port: leadsTo }) =>
        proxying({ leadsTo, ...setting }, async ({ port, tunnels }) => {
          const proxy = { url: `http://127.0.0.1:${port}`, bypass: [], ...login };
          return [await ask(`https://${HOST}/y`, { proxy, extraCa: authority.ca }), tunnels];
        }),
      );

    it('reaches a host that only the proxy knows, and checks its certificate', async () => {
      const [{ status, body }, tunnels] = await throughProxy({});
      assert.deepEqual([status, body], [200, '{"path":"/y","client":"nobody"}']);
      assert.deepEqual(tunnels, [`${HOST}:443`]);
    });

    it('proves who it is with any user and password', async () => {
      const login = `${PROXY_LOGIN.username}:${PROXY_LOGIN.password}`;
      assert.equal((await throughProxy({ login }, PROXY_LOGIN))[0].status, 200);
    });

    it('uses one tunnel for requests that follow each other', async () => {
      const tunnels = await secure(({ port: leadsTo }) =>
        proxying({ leadsTo }, async ({ port, tunnels: made }) => {
          const client = httpClient({ proxy: { url: `http://127.0.0.1:${port}`, bypass: [] }, extraCa: authority.ca });
          await client({ method: 'GET', url: `https://${HOST}/1`, headers: {} });
          await client({ method: 'GET', url: `https://${HOST}/2`, headers: {} });
          return made;
        }),
      );
      assert.equal(tunnels.length, 1);
    });

    it('says that it was the proxy that could not be reached', async () => {
      const proxy = { url: 'http://proxy.invalid:3128', bypass: [] };
      await assert.rejects(ask(`https://${HOST}/`, { proxy }), (error) => {
        assert.ok(error instanceof NetworkError);
        assert.match(error.message, /^The proxy gave no connection to workspace\.test .*proxy\.invalid/);
        return error.fault === 'proxy';
      });
    });

    const REFUSALS: readonly { what: string; setting: Partial<ProxySetting>; status: number }[] = [
      { what: 'a missing login', setting: { login: 'ann:pw' }, status: 407 },
      { what: 'a host that is not allowed', setting: { refusal: 403 }, status: 403 },
      { what: 'a host that does not answer', setting: { refusal: 503 }, status: 503 },
    ];
    for (const { what, setting, status } of REFUSALS) {
      it(`says that it was the proxy that refused for ${what}`, async () => {
        await assert.rejects(throughProxy(setting), (error) => {
          assert.ok(error instanceof NetworkError);
          assert.equal(error.fault, 'proxy', error.message);
          assert.match(error.message, new RegExp(`^The proxy gave no connection to ${HOST} .*${status}`));
          return true;
        });
      });
    }
  });
});
