import { INVALID, MISSING, refusedBelow, type RefusedCall } from './refused-call';

const NO_RUN = { run_id: '0123456789abcdef0123456789abcdef' };
const NO_EXPERIMENT = { experiment_id: '987654321' };

/** Experiments, runs, logged models, traces and their artifacts. */
export const TRACKING: readonly RefusedCall[] = [
  ...refusedBelow('/api/2.0/mlflow', [
    ['POST /experiments/create', { name: 'not a path' }, INVALID],
    ['GET /experiments/get', NO_EXPERIMENT, MISSING],
    ['GET /experiments/get-by-name', { experiment_name: '/Shared/none' }, MISSING],
    ['POST /experiments/search', { max_results: -1 }, INVALID],
    ['POST /experiments/update', { ...NO_EXPERIMENT, new_name: '/Shared/a' }, MISSING],
    ['POST /experiments/delete', NO_EXPERIMENT, MISSING],
    ['POST /experiments/restore', NO_EXPERIMENT, MISSING],
    ['POST /experiments/set-experiment-tag', { ...NO_EXPERIMENT, key: 'k', value: 'v' }, MISSING],
    ['POST /runs/create', NO_EXPERIMENT, MISSING],
    ['GET /runs/get', NO_RUN, MISSING],
    ['POST /runs/update', { ...NO_RUN, status: 'FINISHED' }, MISSING],
    ['POST /runs/delete', NO_RUN, MISSING],
    ['POST /runs/restore', NO_RUN, MISSING],
    ['POST /runs/search', { experiment_ids: ['0'], filter: 'metrics.auc is high' }, INVALID],
    ['POST /runs/set-tag', { ...NO_RUN, key: 'k', value: 'v' }, MISSING],
    ['POST /runs/delete-tag', { ...NO_RUN, key: 'k' }, MISSING],
    ['POST /runs/log-parameter', { ...NO_RUN, key: 'k', value: 'v' }, MISSING],
    ['POST /runs/log-metric', { ...NO_RUN, key: 'k', value: 1, timestamp: 1 }, MISSING],
    ['POST /runs/log-batch', NO_RUN, MISSING],
    ['POST /runs/log-inputs', NO_RUN, MISSING],
    ['POST /runs/log-model', { ...NO_RUN, model_json: 'not json' }, INVALID],
    ['POST /runs/outputs', { ...NO_RUN, models: [] }, MISSING],
    ['GET /metrics/get-history', { ...NO_RUN, metric_key: 'auc' }, MISSING],
    ['GET /artifacts/list', NO_RUN, MISSING],
    ['POST /artifacts/credentials-for-read', { ...NO_RUN, path: ['a'] }, MISSING],
    ['POST /artifacts/credentials-for-write', { ...NO_RUN, path: ['a'] }, MISSING],
    ['POST /logged-models', NO_EXPERIMENT, MISSING],
    ['POST /logged-models/search', { experiment_ids: ['0'], filter: 'params.depth is high' }, INVALID],
    ['GET /logged-models/{model_id}', {}, MISSING],
    ['PATCH /logged-models/{model_id}', { status: 'LOGGED_MODEL_READY' }, MISSING],
    ['DELETE /logged-models/{model_id}', {}, MISSING],
    ['PATCH /logged-models/{model_id}/tags', { tags: [{ key: 'k', value: 'v' }] }, MISSING],
    ['DELETE /logged-models/{model_id}/tags/{key}', {}, MISSING],
    ['POST /logged-models/{model_id}/params', { params: [{ key: 'k', value: 'v' }] }, MISSING],
    ['GET /logged-models/{model_id}/artifacts/directories', {}, MISSING],
    ['POST /logged-models/{model_id}/artifacts/credentials-for-download', { paths: ['a'] }, MISSING],
    ['POST /logged-models/{model_id}/artifacts/credentials-for-upload', { paths: ['a'] }, MISSING],
  ]),
  ...refusedBelow('/api/3.0/mlflow', [
    ['POST /traces', {}, INVALID],
    ['POST /traces/search', { max_results: -1 }, INVALID],
    ['GET /traces/{trace_id}', {}, MISSING],
    ['PATCH /traces/{trace_id}/tags', { key: 'k', value: 'v' }, MISSING],
  ]),
];
