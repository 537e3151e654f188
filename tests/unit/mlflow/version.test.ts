import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { readVersion } from '../../../lib/mlflow/version';

const MLFLOW: JsonObject = { version: '10', creation_timestamp: 5, status: 'READY', source: 'dbfs:/a' };

describe('readVersion', () => {
  it('reads the form of the catalog API and that of MLflow alike', () => {
    const catalog = { version: 10, created_at: 5, status: 'READY', source: 'dbfs:/a', comment: 'c' };
    const read = readVersion({ ...MLFLOW, description: 'c' }, 'm');
    assert.deepEqual(readVersion(catalog, 'm'), read);
    assert.deepEqual([read.number, read.createdAt, read.description], [10, 5, 'c']);
  });

  for (const [word, status] of [
    ['READY', 'READY'],
    ['PENDING_REGISTRATION', 'PENDING'],
    ['FAILED_REGISTRATION', 'FAILED'],
    ['MODEL_VERSION_STATUS_UNKNOWN', 'UNKNOWN'],
    ['', 'UNKNOWN'],
  ] as const) {
    it(`takes the status '${word}' for ${status}`, () => {
      assert.equal(readVersion({ ...MLFLOW, status: word }, 'm').status, status);
    });
  }

  it('keeps the word and the message of a failed registration', () => {
    const failed = { ...MLFLOW, status: 'FAILED_REGISTRATION', status_message: 'no signature' };
    assert.equal(readVersion(failed, 'm').statusText, 'FAILED_REGISTRATION: no signature');
  });

  for (const [source, modelId] of [
    ['models:/m-0a1b', 'm-0a1b'],
    ['dbfs:/databricks/mlflow-tracking/1/logged_models/m-0a1b/artifacts', 'm-0a1b'],
    ['mlflow-artifacts:/1/models/m-0a1b/artifacts', 'm-0a1b'],
    ['models:/churn/1', undefined],
    ['dbfs:/databricks/mlflow-tracking/1/r/artifacts/model', undefined],
  ] as const) {
    it(`finds ${modelId ?? 'no logged model'} in ${source}`, () => {
      assert.equal(readVersion({ ...MLFLOW, source }, 'm').modelId, modelId);
    });
  }

  for (const broken of [
    { version: undefined },
    { version: 'latest' },
    { version: 0 },
    { creation_timestamp: undefined },
  ]) {
    it(`refuses an answer with ${JSON.stringify(broken, (_, value: unknown) => value ?? null)}`, () => {
      assert.throws(() => readVersion({ ...MLFLOW, ...broken }, 'm'), { code: 'REGISTRY_UNCLEAR' });
    });
  }
});
