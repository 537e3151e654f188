import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { restore, stub } from 'sinon';
import { UserError } from '../../../lib/core/errors';
import { httpClient } from '../../../lib/http/client';
import type { HttpRequest, HttpResponse } from '../../../lib/http/message';
import { NetworkError } from '../../../lib/http/network-error';
import { bodyOf, serving, type LocalServer } from '../../kit/http/local-server';

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
  afterEach(() => restore());

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

  const BODIES = [
    '{"run_id":9007199254740993}',
    'häß 😀 \u2028 \u0000',
    '',
    ' {"a": 1} \n',
    '"quoted"',
    '007',
    '\uFEFF{}',
  ];
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

  it('sends no headers of its own', async () => {
    const names: RequestListener = (request, response) => {
      response.end(request.rawHeaders.filter((_, index) => index % 2 === 0).join());
    };
    await serving(names, async (server) => {
      assert.equal((await get(server)).body, 'Host,Connection');
      const bare = await get(server, { method: 'POST', body: 'x' });
      assert.equal(bare.body.split(',').toSorted().join(), 'Connection,Content-Length,Host');
      const form = await get(server, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } });
      assert.match(form.body, /content-type/i);
    });
  });

  it('leaves a compressed body as it came', async () => {
    const zipped = gzipSync('{}');
    const listener: RequestListener = (_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zipped);
    };
    const { body, headers } = await serving(listener, (server) => get(server));
    assert.deepEqual([body, headers['content-encoding']], [zipped.toString('utf8'), 'gzip']);
  });

  it('reads no proxy from the environment', async () => {
    const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];
    const proxies = Object.fromEntries(names.map((name) => [name, 'http://127.0.0.1:1']));
    stub(process, 'env').value({ ...process.env, ...proxies });
    assert.equal((await serving(answering(200, 'direct'), (server) => get(server))).body, 'direct');
  });

  it('refuses an answer that would fill the memory, and closes the connection', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024, 'x');
    let closed: Promise<unknown> | undefined;
    const endless: RequestListener = (_request, response) => {
      closed = once(response, 'close');
      const more = (): void => {
        while (!response.destroyed && response.write(mebibyte));
      };
      response.on('drain', more);
      more();
    };
    await serving(endless, async (server) => {
      await assert.rejects(get(server), (error) => {
        assert.ok(error instanceof UserError && error.code === 'ANSWER_TOO_LARGE');
        assert.match(error.lines, /^127\.0\.0\.1:\d+ sent more than 64 MiB .*\nFix: /);
        return true;
      });
      await closed;
    });
    assert.ok(closed);
  });

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
