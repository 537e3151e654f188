import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import type { RequestListener } from 'node:http';
import { httpClient } from '../../../lib/http/client';
import type { HttpRequest, HttpResponse } from '../../../lib/http/message';
import { NetworkError } from '../../../lib/http/network-error';
import { bodyOf, serving, type LocalServer } from './local-server';

const client = httpClient({});
const get = ({ port }: LocalServer, extra: Partial<HttpRequest> = {}): Promise<HttpResponse> =>
  client({ method: 'GET', url: `http://127.0.0.1:${port}/x`, headers: {}, ...extra });

/** Answers with the given bytes, whatever is asked. */
const answering =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

const echo: RequestListener = (request, response) => {
  void bodyOf(request).then((body) =>
    response.end(JSON.stringify([request.method, request.headers['content-type'], body])),
  );
};

describe('httpClient', () => {
  for (const status of [200, 204, 301, 302, 307, 400, 401, 403, 404, 429, 500, 503]) {
    it(`gives an answer of status ${status} as it is`, async () => {
      await serving(answering(status, '', { Location: '/elsewhere' }), async (server) => {
        assert.equal((await get(server)).status, status);
      });
    });
  }

  it('follows no redirect', async () => {
    const paths: (string | undefined)[] = [];
    const redirect: RequestListener = (request, response) => {
      paths.push(request.url);
      response.writeHead(302, { Location: '/login.html' }).end();
    };
    const { headers } = await serving(redirect, (server) => get(server));
    assert.deepEqual([paths, headers['location']], [['/x'], '/login.html']);
  });

  const BODIES = ['{"run_id":9007199254740993}', 'häß 😀 \u2028 \u0000', '', ' {"a": 1} \n', '"quoted"', '007'];
  for (const body of BODIES) {
    it(`receives ${JSON.stringify(body)} as it was sent`, async () => {
      const type = { 'Content-Type': 'application/json' };
      assert.equal((await serving(answering(200, body, type), (server) => get(server))).body, body);
    });

    it(`sends ${JSON.stringify(body)} as it is`, async () => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await serving(echo, (server) => get(server, { method: 'POST', headers, body }));
      assert.deepEqual(JSON.parse(answer.body), ['POST', 'application/json', body]);
    });
  }

  it('gives header names in lower case', async () => {
    const answer = await serving(answering(200, '', { 'X-Request-Id': 'r1' }), (server) => get(server));
    assert.equal(answer.headers['x-request-id'], 'r1');
  });

  it('uses one connection for requests that follow each other', async () => {
    await serving(answering(200, '{}'), async (server) => {
      const ownClient = httpClient({});
      for (const path of ['a', 'b', 'c']) {
        await ownClient({ method: 'GET', url: `http://127.0.0.1:${server.port}/${path}`, headers: {} });
      }
      assert.equal(server.connections, 1);
    });
  });

  it('says so when the connection is refused', async () => {
    const gone = await serving(answering(200, ''), (server) => Promise.resolve(server));
    await assert.rejects(get(gone), (error) => error instanceof NetworkError && error.fault === 'refused');
  });

  it('says so when the connection breaks before the answer', async () => {
    const broken: RequestListener = (request) => void request.socket.destroy();
    await serving(broken, async (server) => {
      await assert.rejects(get(server), (error) => error instanceof NetworkError && error.fault === 'lost');
    });
  });

  it('says so when the connection breaks within the answer', async () => {
    const broken: RequestListener = (_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{"run_id"', () => void response.destroy());
    };
    await serving(broken, async (server) => {
      await assert.rejects(get(server), (error) => error instanceof NetworkError && error.fault === 'lost');
    });
  });

  it('rejects with the reason of the signal and leaves no listener on it', async () => {
    const controller = new AbortController();
    const silent: RequestListener = () => controller.abort(new Error('cancelled'));
    await serving(silent, async (server) => {
      await assert.rejects(get(server, { signal: controller.signal }), /^Error: cancelled$/);
    });
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  it('tells the server when it goes away', async () => {
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    const silent: RequestListener = (_request, response) => {
      closed = once(response, 'close');
      controller.abort(new Error('cancelled'));
    };
    await serving(silent, async (server) => {
      await assert.rejects(get(server, { signal: controller.signal }));
      await closed;
    });
    assert.ok(closed);
  });
});
