import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../lib/core/error-codes';
import { chooseRegistry, type RegistryInputs } from '../../../lib/registry/choose-registry';
import type { RegistryKind } from '../../../lib/registry/kind';

const SERVER = 'https://mlflow.example.com';

describe('chooseRegistry', () => {
  const CHOSEN: readonly (readonly [inputs: RegistryInputs, kind: RegistryKind, how: string])[] = [
    [
      { modelName: 'prod.ml.churn', registry: 'auto' },
      'unityCatalog',
      "'prod.ml.churn' has the form catalog.schema.model",
    ],
    [{ modelName: 'churn', registry: 'auto' }, 'workspace', "'churn' has no catalog and schema in front"],
    [
      { modelName: 'churn', registry: 'auto', trackingUri: '' },
      'workspace',
      "'churn' has no catalog and schema in front",
    ],
    [{ modelName: 'churn', registry: 'auto', trackingUri: SERVER }, 'mlflow', "'trackingUri' is set"],
    [{ modelName: 'prod.ml.churn', registry: 'auto', trackingUri: SERVER }, 'mlflow', "'trackingUri' is set"],
    [{ modelName: 'my.churn', registry: 'workspace' }, 'workspace', "'registry' is workspace"],
    [{ modelName: 'prod.ml.churn', registry: 'workspace' }, 'workspace', "'registry' is workspace"],
    [{ modelName: 'a.b.c', registry: 'unityCatalog' }, 'unityCatalog', "'registry' is unityCatalog"],
    [{ modelName: 'churn', registry: 'mlflow', trackingUri: SERVER }, 'mlflow', "'registry' is mlflow"],
  ];
  for (const [inputs, kind, how] of CHOSEN) {
    it(`takes ${JSON.stringify(inputs)} for ${kind}`, () => {
      assert.deepEqual(chooseRegistry(inputs), { kind, how });
    });
  }

  const REFUSED: readonly (readonly [inputs: RegistryInputs, code: ErrorCode, message: RegExp])[] = [
    [{ modelName: 'ml.churn', registry: 'auto' }, 'MODEL_NAME_REFUSED', /a name of 2 parts/],
    [{ modelName: 'a.b.c.d', registry: 'auto' }, 'MODEL_NAME_REFUSED', /a name of 4 parts/],
    [{ modelName: 'ml.churn', registry: 'unityCatalog' }, 'MODEL_NAME_REFUSED', /it has 2 parts, not three/],
    [{ modelName: 'churn', registry: 'unityCatalog' }, 'MODEL_NAME_REFUSED', /it has 1 part, not three/],
    [{ modelName: 'a..c', registry: 'auto' }, 'MODEL_NAME_REFUSED', /a part of it is empty/],
    [{ modelName: 'a.b.c/d', registry: 'auto' }, 'MODEL_NAME_REFUSED', /a slash, a colon or a space/],
    [{ modelName: '', registry: 'auto' }, 'MODEL_NAME_REFUSED', /it is empty/],
    [{ modelName: 'churn ', registry: 'auto' }, 'MODEL_NAME_REFUSED', /ends with a space/],
    [{ modelName: 'models:/churn', registry: 'auto' }, 'MODEL_NAME_REFUSED', /a slash or a colon/],
    [{ modelName: `it's "new"`, registry: 'workspace' }, 'MODEL_NAME_REFUSED', /quotes of both kinds/],
    [{ modelName: 'churn', registry: 'mlflow' }, 'INPUTS_REFUSED', /does not say where that MLflow server is/],
    [
      { modelName: 'churn', registry: 'workspace', trackingUri: SERVER },
      'INPUTS_REFUSED',
      /'registry' is workspace, and 'trackingUri' names a plain MLflow server/,
    ],
  ];
  for (const [inputs, code, message] of REFUSED) {
    it(`refuses ${JSON.stringify(inputs)}`, () => {
      assert.throws(() => chooseRegistry(inputs), { code, message });
    });
  }
});
