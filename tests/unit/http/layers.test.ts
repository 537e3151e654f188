import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { withAttemptTimeout } from '../../../lib/http/attempt-timeout';
import { withCredentials } from '../../../lib/http/credentials';
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
    const sent: HttpRequest[] = [];
    await withUserAgent((request) => (sent.push(request), Promise.resolve(OK)), 'mlops/1')(REQUEST);
    assert.deepEqual(sent[0]?.headers, { Accept: 'text/plain', 'User-Agent': 'mlops/1' });
  });
});

describe('withCredentials', () => {
  it('asks for them anew for every request', async () => {
    const sent: (string | undefined)[] = [];
    let count = 0;
    const credentials = { headers: () => Promise.resolve({ Authorization: `Bearer ${++count}` }) };
    const send = withCredentials(
      (request) => (sent.push(request.headers['Authorization']), Promise.resolve(OK)),
      credentials,
    );
    await send(REQUEST);
    await send(REQUEST);
    assert.deepEqual(sent, ['Bearer 1', 'Bearer 2']);
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
