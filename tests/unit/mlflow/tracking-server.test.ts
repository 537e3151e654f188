import assert from 'node:assert/strict';
import { ApiError } from '../../../lib/databricks/api/api-error';
import type { HttpRequest } from '../../../lib/http/message';
import { trackingServerApi, type ServerCredentials } from '../../../lib/mlflow/tracking-server';
import { VirtualClock } from '../../kit/virtual-clock';

async function sentTo(uri: string, credentials: ServerCredentials, status = 200): Promise<HttpRequest | undefined> {
  const sent: HttpRequest[] = [];
  const api = trackingServerApi(
    { uri, credentials },
    {
      send: (request) => {
        sent.push(request);
        return Promise.resolve({ status, headers: {}, body: '{}' });
      },
      clock: new VirtualClock(),
      random: () => 0,
      onRetry: () => undefined,
      signal: new AbortController().signal,
    },
  );
  await api.call({ method: 'GET', path: '/api/2.0/mlflow/runs/get', query: { run_id: 'a' }, doing: 'Reading' });
  return sent[0];
}

describe('trackingServerApi', () => {
  for (const [uri, url] of [
    ['https://mlflow.example.com', 'https://mlflow.example.com/api/2.0/mlflow/runs/get?run_id=a'],
    ['https://example.com/team/mlflow/', 'https://example.com/team/mlflow/api/2.0/mlflow/runs/get?run_id=a'],
    ['http://mlflow.internal:5000', 'http://mlflow.internal:5000/api/2.0/mlflow/runs/get?run_id=a'],
  ] as const) {
    it(`sends to ${url}`, async () => {
      const request = await sentTo(uri, { type: 'none' });
      assert.equal(request?.url, url);
      assert.equal(request.headers['Authorization'], undefined);
    });
  }

  const SHOWN: readonly (readonly [credentials: ServerCredentials, header: string])[] = [
    [{ type: 'basic', username: 'ci', password: 'Größe:1' }, 'Basic Y2k6R3LDtsOfZTox'],
    [{ type: 'bearer', token: 't0ken' }, 'Bearer t0ken'],
  ];
  for (const [credentials, header] of SHOWN) {
    it(`shows ${credentials.type} credentials`, async () => {
      assert.equal((await sentTo('https://mlflow.example.com', credentials))?.headers['Authorization'], header);
    });

    it(`tells whose ${credentials.type} credentials were refused`, async () => {
      await assert.rejects(sentTo('https://mlflow.example.com', credentials, 401), (error: unknown) => {
        assert.ok(error instanceof ApiError);
        assert.match(error.caller?.name ?? '', /MLFLOW_TRACKING_(?:USERNAME|TOKEN)$/);
        assert.match(
          error.caller?.whenRefused ?? '',
          /^Map MLFLOW_TRACKING_TOKEN, .* https:\/\/mlflow\.example\.com takes\.$/,
        );
        return true;
      });
    });

    it(`shows no ${credentials.type} credentials in clear text`, async () => {
      await assert.rejects(sentTo('http://mlflow.internal', credentials), { code: 'HOST_UNUSABLE' });
    });
  }

  for (const uri of [
    '',
    'databricks',
    'databricks-uc',
    'sqlite:///mlflow.db',
    './mlruns',
    'https://ci:secret@mlflow.example.com',
    'ci:secret@mlflow.example.com',
    'https://mlflow.example.com/?token=secret',
    'https://mlflow.example.com/#secret',
  ]) {
    it(`refuses the address '${uri}' and shows no password of it`, async () => {
      const error = await sentTo(uri, { type: 'none' }).catch((reason: unknown) => reason);
      assert.ok(error instanceof Error && 'code' in error);
      assert.equal(error.code, 'HOST_UNUSABLE');
      assert.doesNotMatch(error.message, /secret/);
    });
  }
});
