import assert from 'node:assert/strict';
import { ApiError } from '../../../../lib/databricks/api/api-error';
import { readVersion } from '../../../../lib/mlflow/version';
import type { Dialect } from '../../../../lib/registry/dialects/dialect';
import { RegisteredModel } from '../../../../lib/registry/registered-model';
import { versionsOfSource } from '../../../../lib/versions/registration/versions-of-source';
import { VirtualClock } from '../../../kit/virtual-clock';

const SOURCE = {
  uri: 'models:/m-1',
  address: 'models:/m-1',
  runId: undefined,
  modelId: 'm-1',
  digest: 'abc',
  marks: new Map(),
};

/** Lists versions 1 and 2 of the source; version 2 is answered with this status. */
function modelWith(status: number, listedAfterwards: readonly number[]): RegisteredModel {
  const lists = [[1, 2], listedAfterwards];
  const version = (number: number) =>
    readVersion({ version: number, source: 'models:/m-1', status: 'READY', created_at: 1 }, 'churn');
  const dialect: Partial<Dialect> = {
    kind: 'mlflow',
    model: () => Promise.resolve({} as Awaited<ReturnType<Dialect['model']>>),
    versionsOf: () => Promise.resolve((lists.length > 1 ? lists.shift() : lists[0])?.map(version) ?? []),
    tags: ({ version: number }) =>
      number === 1 ? Promise.resolve(new Map([['mlops_source', 'abc']])) : Promise.reject(refusal(status)),
  };
  return new RegisteredModel('churn', dialect as Dialect, { clock: new VirtualClock() });
}

function refusal(status: number): ApiError {
  const request = { method: 'GET', path: '/api/2.0/mlflow/model-versions/get', doing: 'Reading version 2' } as const;
  const body = status === 404 ? '{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "gone"}' : '';
  return new ApiError(request, { status, headers: {}, body });
}

describe('the versions of a source', () => {
  for (const [when, listed] of [
    ['and the list knows', [1]],
    ['and the list does not know yet', [1, 2]],
  ] as const) {
    it(`leave out one that is taken back while they are looked at, ${when}`, async () => {
      const found = await versionsOfSource(modelWith(404, listed), SOURCE);
      assert.deepEqual(
        found.map(({ number }) => number),
        [1],
      );
    });
  }

  it('are not known while one of them cannot be read', async () => {
    await assert.rejects(versionsOfSource(modelWith(503, [1, 2]), SOURCE), { kind: 'unavailable' });
  });
});
