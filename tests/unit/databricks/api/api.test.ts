import assert from 'node:assert/strict';
import { fake } from 'sinon';
import { Api } from '../../../../lib/databricks/api/api';
import { ApiError } from '../../../../lib/databricks/api/api-error';
import type { ApiRequest } from '../../../../lib/databricks/api/api-request';
import { requiredId } from '../../../../lib/databricks/wire/fields';
import type { HttpRequest, HttpResponse } from '../../../../lib/http/message';
import { VirtualClock } from '../../../kit/virtual-clock';

const READ: ApiRequest = { method: 'GET', path: '/api/2.2/x', doing: 'Reading x' };
const ORIGIN = 'https://adb-1.net';

interface Called {
  readonly api: Api;
  readonly sent: readonly HttpRequest[];
  readonly retries: () => readonly string[];
}

function answering(responses: readonly Partial<HttpResponse>[], workspaceId?: string): Called {
  const sent: HttpRequest[] = [];
  const onRetry = fake<[line: string], void>();
  const api = new Api({
    host: { origin: ORIGIN, ...(workspaceId === undefined ? {} : { workspaceId }) },
    send: (request) => {
      const response = responses[Math.min(sent.length, responses.length - 1)];
      sent.push(request);
      return Promise.resolve({ status: 200, headers: {}, body: '{}', ...response });
    },
    clock: new VirtualClock({ start: 50_000 }),
    random: () => 0.5,
    signal: new AbortController().signal,
    onRetry,
  });
  return { api, sent, retries: () => onRetry.args.flat() };
}

describe('Api', () => {
  it('puts the query into the URL and omits undefined values', async () => {
    const { api, sent } = answering([{}]);
    await api.call({ ...READ, query: { path: '/Shared/a b&c', page_token: undefined } });
    assert.equal(sent[0]?.url, `${ORIGIN}/api/2.2/x?path=%2FShared%2Fa+b%26c`);
    assert.deepEqual(sent[0].headers, { Accept: 'application/json' });
    assert.equal('body' in sent[0], false);
  });

  it('carries ids beyond 2^53 in both directions', async () => {
    const { api, sent } = answering([{ body: '{"run_id":9007199254740993}' }]);
    const json = await api.call({ ...READ, method: 'POST', body: { run_id: 9_223_372_036_854_775_807n } });
    assert.equal(sent[0]?.body, '{"run_id":9223372036854775807}');
    assert.equal(sent[0].headers['Content-Type'], 'application/json');
    assert.deepEqual(json, { run_id: 9_007_199_254_740_993n });
  });

  it('names the workspace where one host serves several', async () => {
    const { api, sent } = answering([{}], '123');
    await api.call(READ);
    assert.equal(sent[0]?.headers['X-Databricks-Workspace-Id'], '123');
  });

  it('gives the text of a file as it is, and refuses a page or a refusal in its place', async () => {
    assert.equal(await answering([{ body: 'a: 1\n' }]).api.text(READ), 'a: 1\n');
    await assert.rejects(answering([{ status: 404, body: '' }]).api.text(READ), ApiError);
    await assert.rejects(answering([{ headers: { 'content-type': 'text/html' } }]).api.text(READ), ApiError);
  });

  it('takes an empty answer as an empty map', async () => {
    assert.deepEqual(await answering([{ body: '' }]).api.call(READ), {});
  });

  for (const body of ['[1]', '"x"', 'null', 'Welcome']) {
    it(`refuses the response ${body}, which is not a map`, async () => {
      await assert.rejects(answering([{ body }]).api.call(READ), ApiError);
    });
  }

  const REPEATS: readonly { what: string; request: ApiRequest; attempts: number }[] = [
    { what: 'a read', request: READ, attempts: 2 },
    { what: 'a PUT', request: { ...READ, method: 'PUT' }, attempts: 2 },
    { what: 'a POST', request: { ...READ, method: 'POST' }, attempts: 1 },
    { what: 'a POST that may be repeated', request: { ...READ, method: 'POST', repeatable: true }, attempts: 2 },
  ];
  for (const { what, request, attempts } of REPEATS) {
    it(`makes ${attempts} attempts at ${what} while the service is unavailable`, async () => {
      const { api, sent, retries } = answering([{ status: 503 }, {}]);
      await api.call(request).catch(() => undefined);
      assert.equal(sent.length, attempts);
      assert.deepEqual(retries(), attempts === 1 ? [] : ['Reading x: status 503; next attempt in 1 s']);
    });
  }

  const GARBLED: readonly { what: string; request: ApiRequest; sends: number }[] = [
    { what: 'a read', request: READ, sends: 3 },
    { what: 'a POST', request: { ...READ, method: 'POST' }, sends: 1 },
    { what: 'a POST that may be repeated', request: { ...READ, method: 'POST', repeatable: true }, sends: 3 },
    { what: 'a read without the time for more', request: { ...READ, budgetMs: 500 }, sends: 1 },
  ];
  for (const { what, request, sends } of GARBLED) {
    it(`sends ${what} ${sends} times if no response is usable, and says what is missing`, async () => {
      const { api, sent } = answering([{ body: '{}' }]);
      await assert.rejects(
        api.read(request, (json) => requiredId(json, 'id')),
        (error) => error instanceof ApiError && error.kind === 'unreadable' && /it has no 'id'/.test(error.message),
      );
      assert.equal(sent.length, sends);
    });
  }

  it('reads the next answer where the first cannot be used', async () => {
    const { api, retries } = answering([{ body: '{"id": ' }, { body: '{"id":7}' }]);
    assert.equal(await api.read(READ, (json) => requiredId(json, 'id')), '7');
    assert.deepEqual(retries(), ['Reading x: the answer cannot be used: it is not JSON: {"id": ; asking again']);
  });

  it('does not hide a fault of the reader', async () => {
    const { api, sent } = answering([{}]);
    const broken = (): never => {
      throw new TypeError('a mistake');
    };
    await assert.rejects(api.read(READ, broken), TypeError);
    assert.equal(sent.length, 1);
  });

  it('translates the clock of the service to ours, by its first answer', async () => {
    const { api } = answering([
      { headers: { date: 'Thu, 01 Jan 1970 00:00:40 GMT' } },
      { headers: { date: 'Thu, 01 Jan 1970 02:00:00 GMT' } },
    ]);
    await api.call(READ);
    await api.call(READ);
    assert.deepEqual([api.firstAnswerAt, api.hereAt(40_000), api.hereAt(41_500)], [40_000, 50_000, 51_500]);
  });

  it('takes its own clock for the service where the answer has no date', async () => {
    const { api } = answering([{}]);
    assert.deepEqual([api.firstAnswerAt, api.hereAt(7)], [undefined, 7]);
    await api.call(READ);
    assert.equal(api.firstAnswerAt, 50_000);
  });
});
