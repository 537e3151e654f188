import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { fake, type SinonSpy } from 'sinon';
import { withAttemptTimeout } from '../../../lib/http/attempt-timeout';
import { withCredentials, type Credentials } from '../../../lib/http/credentials';
import type { HttpRequest, Send } from '../../../lib/http/message';
import { NetworkError } from '../../../lib/http/network-error';
import { withUserAgent } from '../../../lib/http/user-agent';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://adb-1.net/api', headers: { Accept: 'text/plain' } };
const OK = { status: 200, headers: {}, body: '' };

/** Never answers; rejects as a transport does when its signal aborts. */
const silent: Send = ({ signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

describe('withUserAgent', () => {
  it('adds to the headers that are there', async () => {
    const send = fake<Parameters<Send>, ReturnType<Send>>(() => Promise.resolve(OK));
    await withUserAgent(send, 'mlops/1')(REQUEST);
    assert.deepEqual(send.firstCall.args[0].headers, { Accept: 'text/plain', 'User-Agent': 'mlops/1' });
  });
});

describe('withCredentials', () => {
  const refused = ({ status }: { status: number }): boolean => status === 401;

  /** Answers with these statuses, one after the other, and 200 then. */
  function service(statuses: readonly number[]): { readonly send: Send; readonly sent: (string | undefined)[] } {
    const sent: (string | undefined)[] = [];
    const send: Send = (request) => {
      sent.push(request.headers['Authorization']);
      return Promise.resolve({ ...OK, status: statuses[sent.length - 1] ?? 200 });
    };
    return { send, sent };
  }

  it('asks for them anew for every request', async () => {
    const { send, sent } = service([]);
    let count = 0;
    const credentials = { headers: () => Promise.resolve({ Authorization: `Bearer ${++count}` }) };
    await withCredentials(send, credentials, refused)(REQUEST);
    await withCredentials(send, credentials, refused)(REQUEST);
    assert.deepEqual(sent, ['Bearer 1', 'Bearer 2']);
  });

  const renewable = (): Credentials & { readonly forget: SinonSpy<[shown: unknown], void> } => {
    const forget = fake<[shown: unknown], void>();
    return { forget, headers: () => Promise.resolve({ Authorization: `Bearer ${forget.callCount}` }) };
  };

  it('renews what is refused and repeats the request once', async () => {
    const { send, sent } = service([401]);
    const credentials = renewable();
    assert.equal((await withCredentials(send, credentials, refused)(REQUEST)).status, 200);
    assert.deepEqual(sent, ['Bearer 0', 'Bearer 1']);
    assert.deepEqual(credentials.forget.args, [[{ Authorization: 'Bearer 0' }]]);
  });

  it('gives up when the renewed ones are refused as well', async () => {
    const { send, sent } = service([401, 401, 401]);
    assert.equal((await withCredentials(send, renewable(), refused)(REQUEST)).status, 401);
    assert.equal(sent.length, 2);
  });

  it('does not repeat a request with credentials that never change', async () => {
    const { send, sent } = service([401]);
    const credentials = { headers: () => Promise.resolve({ Authorization: 'Bearer x' }) };
    assert.equal((await withCredentials(send, credentials, refused)(REQUEST)).status, 401);
    assert.equal(sent.length, 1);
  });

  it('hands the signal of the request to who waits for a token', async () => {
    const { signal } = new AbortController();
    const headers = fake.resolves({});
    await withCredentials(service([]).send, { headers }, refused)({ ...REQUEST, signal });
    assert.deepEqual(headers.args, [[signal]]);
  });
});

describe('withAttemptTimeout', () => {
  it('says how long it waited, and for whom', async () => {
    await assert.rejects(withAttemptTimeout(silent, 5)(REQUEST), (error) => {
      assert.ok(error instanceof NetworkError && error.fault === 'timeout');
      assert.equal(error.message, 'There was no answer within 0.005 s from adb-1.net');
      return true;
    });
  });

  it('lets the reason of the caller through', async () => {
    const controller = new AbortController();
    const ending = withAttemptTimeout(silent, 60_000)({ ...REQUEST, signal: controller.signal });
    controller.abort(new Error('cancelled'));
    await assert.rejects(ending, /^Error: cancelled$/);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  it('passes on other errors and answers', async () => {
    const lost = new NetworkError('lost', 'gone');
    await assert.rejects(withAttemptTimeout(() => Promise.reject(lost), 60_000)(REQUEST), lost);
    assert.equal(await withAttemptTimeout(() => Promise.resolve(OK), 60_000)(REQUEST), OK);
  });
});
