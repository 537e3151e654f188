import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { withAttemptTimeout } from '../../../lib/http/attempt-timeout';
import { httpClient } from '../../../lib/http/client';
import type { HttpRequest, StreamedBody } from '../../../lib/http/message';
import { bodyOf, serving, type LocalServer } from '../../kit/http/local-server';

const client = httpClient({});
const put = ({ port }: LocalServer, body: StreamedBody, extra: Partial<HttpRequest> = {}): ReturnType<typeof client> =>
  client({ method: 'PUT', url: `http://127.0.0.1:${port}/x`, headers: {}, body, ...extra });

const MIB = 1024 * 1024;

function streamed(
  chunks: readonly (Uint8Array | Error)[],
  length = chunks.reduce((sum, one) => sum + sizeOf(one), 0),
): StreamedBody {
  return {
    length,
    async *chunks() {
      for (const chunk of chunks) {
        if (chunk instanceof Error) {
          throw chunk;
        }
        yield chunk;
      }
    },
  };
}

function sizeOf(chunk: Uint8Array | Error): number {
  return chunk instanceof Error ? 0 : chunk.length;
}

const counting: RequestListener = (request, response) => {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on('end', () => response.end(`${bytes} of ${request.headers['content-length']}`));
};

describe('a streamed body', () => {
  for (const [what, chunks] of [
    ['nothing', []],
    ['one small chunk', [Buffer.from('häß')]],
    ['many megabytes', Array.from({ length: 12 }, () => Buffer.alloc(MIB, 'x'))],
  ] as const) {
    it(`of ${what} arrives whole and with its length`, async () => {
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      const { body } = await serving(counting, (server) => put(server, streamed(chunks)));
      assert.equal(body, `${bytes} of ${bytes}`);
    });
  }

  it('is made anew for every attempt', async () => {
    const body = streamed([Buffer.from('again')]);
    const echo: RequestListener = (request, response) => void bodyOf(request).then((text) => response.end(text));
    await serving(echo, async (server) => {
      assert.deepEqual([(await put(server, body)).body, (await put(server, body)).body], ['again', 'again']);
    });
  });

  for (const [what, size] of [
    ['small', 10],
    ['large', MIB],
  ] as const) {
    it(`that cannot be read breaks off a ${what} request with its own error`, async () => {
      const broken = streamed([Buffer.alloc(size), new Error('the file has changed')], size + 1);
      let isWhole = false;
      const listener: RequestListener = (request, response) => {
        request.on('error', () => undefined);
        request.on('end', () => {
          isWhole = true;
          response.end();
        });
        request.resume();
      };
      await serving(listener, async (server) => {
        await assert.rejects(put(server, broken), /^Error: the file has changed$/);
      });
      assert.equal(isWhole, false);
    });
  }

  it('does not hide an answer that comes before its end', async () => {
    const early: RequestListener = (request, response) => {
      request.resume();
      response.writeHead(413).end('too large');
    };
    const body = streamed(Array.from({ length: 8 }, () => Buffer.alloc(MIB)));
    assert.equal((await serving(early, (server) => put(server, body))).status, 413);
  });

  const OVERTAKEN: readonly { when: string; listener: RequestListener }[] = [
    {
      when: 'the answer comes before its end and the server goes away',
      listener: (request, response) => {
        response.writeHead(413, { Connection: 'close' }).end('too large', () => request.socket.destroySoon());
      },
    },
    {
      when: 'the answer comes before its end and the server reads on',
      listener: (request, response) => {
        request.resume();
        response.writeHead(413).end('too large');
      },
    },
    { when: 'the connection breaks', listener: (request) => void request.socket.destroy() },
  ];
  for (const { when, listener } of OVERTAKEN) {
    it(`is closed when ${when}`, async () => {
      let close: () => void = () => undefined;
      const closed = new Promise<void>((resolve) => (close = resolve));
      const body: StreamedBody = {
        length: Number.MAX_SAFE_INTEGER,
        async *chunks() {
          try {
            for (;;) {
              yield Buffer.alloc(MIB);
            }
          } finally {
            close();
          }
        },
      };
      await serving(listener, async (server) => {
        await put(server, body).catch(() => undefined);
        await closed;
      });
    });
  }

  it('stops with the signal', async () => {
    const cancellation = new AbortController();
    const body: StreamedBody = {
      length: 2 * MIB,
      async *chunks() {
        yield Buffer.alloc(MIB);
        cancellation.abort(new Error('cancelled'));
        yield Buffer.alloc(MIB);
      },
    };
    await serving(
      (request) => void request.resume(),
      (server) => assert.rejects(put(server, body, { signal: cancellation.signal }), /cancelled/),
    );
  });

  it('gets the more time for an attempt the larger it is', async () => {
    const silent = withAttemptTimeout(
      ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
      1,
    );
    const request = { method: 'PUT', url: 'http://127.0.0.1/x', headers: {} } as const;
    await assert.rejects(silent(request), /no answer within 0\.001 s/);
    await assert.rejects(silent({ ...request, body: streamed([Buffer.alloc(256)]) }), /no answer within 0\.003 s/);
  });
});
