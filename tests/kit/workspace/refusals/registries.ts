import { INVALID, MISSING, refusedBelow, type RefusedCall } from './refused-call';

const MODEL = { name: 'none' };
const VERSION = { name: 'none', version: '1' };
const UC_MODEL = { name: 'main.default.none' };
const UC_VERSION = { name: 'main.default.none', version: '1' };

/** Registered models as MLflow's client asks for them, with stages and with aliases. */
export const REGISTRIES: readonly RefusedCall[] = [
  ...refusedBelow('/api/2.0/mlflow', [
    ['POST /registered-models/create', { name: '' }, INVALID],
    ['GET /registered-models/get', MODEL, MISSING],
    ['PATCH /registered-models/update', { ...MODEL, description: 'd' }, MISSING],
    ['DELETE /registered-models/delete', MODEL, MISSING],
    ['POST /registered-models/rename', { ...MODEL, new_name: 'other' }, MISSING],
    ['GET /registered-models/search', { filter: 'name is good' }, INVALID],
    ['GET /registered-models/list', { max_results: 'many' }, INVALID],
    ['POST /registered-models/get-latest-versions', MODEL, MISSING],
    ['POST /registered-models/set-tag', { ...MODEL, key: 'k', value: 'v' }, MISSING],
    ['DELETE /registered-models/delete-tag', { ...MODEL, key: 'k' }, MISSING],
    ['GET /databricks/registered-models/get', MODEL, MISSING],
    ['POST /model-versions/create', { ...MODEL, source: 'dbfs:/models/none' }, MISSING],
    ['GET /model-versions/get', VERSION, MISSING],
    ['PATCH /model-versions/update', { ...VERSION, description: 'd' }, MISSING],
    ['DELETE /model-versions/delete', VERSION, MISSING],
    ['GET /model-versions/search', { filter: 'name is good' }, INVALID],
    ['GET /model-versions/get-download-uri', VERSION, MISSING],
    ['POST /model-versions/set-tag', { ...VERSION, key: 'k', value: 'v' }, MISSING],
    ['DELETE /model-versions/delete-tag', { ...VERSION, key: 'k' }, MISSING],
    ['POST /model-versions/transition-stage', { ...VERSION, stage: 'Best' }, INVALID],
    ['POST /databricks/model-versions/transition-stage', { ...VERSION, stage: 'Staging' }, INVALID],
    ['GET /model-versions/list-artifacts', VERSION, MISSING],
    ['GET /model-versions/get-signed-download-uri', { ...VERSION, path: '../a' }, INVALID],
  ]),
  ...refusedBelow('/api/2.0/mlflow/unity-catalog', [
    ['POST /registered-models/create', { name: 'two.levels' }, INVALID],
    ['GET /registered-models/get', UC_MODEL, MISSING],
    ['GET /registered-models/search', { max_results: 'many' }, INVALID],
    ['PATCH /registered-models/update', { ...UC_MODEL, description: 'd' }, MISSING],
    ['DELETE /registered-models/delete', UC_MODEL, MISSING],
    ['POST /registered-models/alias', { ...UC_VERSION, alias: 'champion' }, MISSING],
    ['DELETE /registered-models/alias', { ...UC_MODEL, alias: 'champion' }, MISSING],
    ['GET /registered-models/alias', { ...UC_MODEL, alias: 'champion' }, MISSING],
    ['POST /registered-models/set-tag', { ...UC_MODEL, key: 'k', value: 'v' }, MISSING],
    ['DELETE /registered-models/delete-tag', { ...UC_MODEL, key: 'k' }, MISSING],
    ['POST /model-versions/create', { ...UC_MODEL, source: 'dbfs:/models/none' }, MISSING],
    ['POST /model-versions/finalize', UC_VERSION, MISSING],
    ['GET /model-versions/get', UC_VERSION, MISSING],
    ['GET /model-versions/search', { filter: 'version > 1' }, INVALID],
    ['PATCH /model-versions/update', { ...UC_VERSION, description: 'd' }, MISSING],
    ['DELETE /model-versions/delete', UC_VERSION, MISSING],
    ['POST /model-versions/set-tag', { ...UC_VERSION, key: 'k', value: 'v' }, MISSING],
    ['DELETE /model-versions/delete-tag', { ...UC_VERSION, key: 'k' }, MISSING],
    ['GET /model-versions/get-download-uri', UC_VERSION, MISSING],
    ['POST /model-versions/generate-temporary-credentials', UC_VERSION, MISSING],
    ['POST /model-versions/emit-lineage', UC_VERSION, MISSING],
  ]),
];
