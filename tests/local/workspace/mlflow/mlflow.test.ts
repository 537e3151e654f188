import assert from 'node:assert/strict';
import { scalarText, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { INVALID, MISSING, type ExpectedError } from '../../../kit/workspace/refusals/refused-call';
import {
  answered,
  call,
  errorOf,
  rawErrorOf,
  send,
  useAccountServer,
  type Endpoint,
} from '../../../kit/workspace/stand-in';

const ROOT = '/api/2.0/mlflow';

async function newRun(at: Endpoint, experiment = '/Shared/training'): Promise<{ runId: string; artifactUri: string }> {
  const { experiment_id: id } = await answered(at, `POST ${ROOT}/experiments/create`, { name: experiment });
  const { run } = await answered(at, `POST ${ROOT}/runs/create`, { experiment_id: id });
  const { info } = run as { info: JsonObject };
  return { runId: scalarText(info['run_id']), artifactUri: scalarText(info['artifact_uri']) };
}

describe('workspace MLflow', function () {
  // The first request waits for MLflow's server to start.
  this.timeout(60_000);
  const addAccount = useAccountServer();
  let dev: Workspace;
  let uat: Workspace;

  before(() => {
    const account = addAccount();
    dev = account.workspace('dev');
    uat = account.workspace('uat');
  });

  it('shows addresses of artifacts as the service does', async () => {
    const { runId, artifactUri } = await newRun(dev, '/Shared/addresses');
    const { experiment } = await answered(dev, `GET ${ROOT}/experiments/get-by-name`, {
      experiment_name: '/Shared/addresses',
    });
    const { experiment_id: id, ...shown } = experiment as JsonObject;
    assert.equal(artifactUri, `dbfs:/databricks/mlflow-tracking/${scalarText(id)}/${runId}/artifacts`);
    assert.equal(shown['artifact_location'], `dbfs:/databricks/mlflow-tracking/${scalarText(id)}`);
    const { experiments } = await answered(dev, `POST ${ROOT}/experiments/search`, { max_results: 5 });
    const named = [shown, ...(experiments as readonly JsonObject[])].filter((each) => 'workspace' in each);
    assert.deepEqual(named, []);

    const asked = { experiment_id: id, name: 'model', source_run_id: runId };
    const { model } = await answered(dev, `POST ${ROOT}/logged-models`, asked);
    const { info } = model as { info: JsonObject };
    const folder = `dbfs:/databricks/mlflow-tracking/${scalarText(id)}/logged_models/${scalarText(info['model_id'])}`;
    assert.equal(info['artifact_uri'], `${folder}/artifacts`);
  });

  it('keeps experiments and runs of one workspace from all others', async () => {
    const { runId } = await newRun(dev, '/Shared/same');
    await newRun(uat, '/Shared/same');
    for (const other of [uat, addAccount().workspace('dev')]) {
      const run = await call(other, `GET ${ROOT}/runs/get`, { run_id: runId });
      assert.deepEqual(errorOf(run), [404, 'RESOURCE_DOES_NOT_EXIST']);
    }
  });

  it('returns the existing experiment of a notebook', async () => {
    const fields = { name: '/Shared/notebook', tags: [{ key: 'mlflow.experiment.sourceId', value: '77' }] };
    const first = await answered(dev, `POST ${ROOT}/experiments/create`, fields);
    assert.deepEqual(await answered(dev, `POST ${ROOT}/experiments/create`, fields), first);
  });

  it('keeps what was logged', async () => {
    const { runId } = await newRun(dev, '/Shared/logged');
    await answered(dev, `POST ${ROOT}/runs/log-batch`, {
      run_id: runId,
      metrics: [{ key: 'auc', value: 0.75, timestamp: 1, step: 0 }],
      params: [{ key: 'C', value: '1.0' }],
      tags: [{ key: 'team', value: 'churn' }],
    });
    const metric = { key: 'auc', value: 0.875, timestamp: 2, step: 1 };
    await answered(dev, `POST ${ROOT}/runs/log-metric`, { run_id: runId, ...metric });
    const { metrics } = await answered(dev, `GET ${ROOT}/metrics/get-history`, { run_id: runId, metric_key: 'auc' });
    assert.deepEqual(
      (metrics as readonly JsonObject[]).map(({ value }) => value),
      [0.75, 0.875],
    );
    await answered(dev, `POST ${ROOT}/runs/update`, { run_id: runId, status: 'FINISHED', end_time: 3 });
    const { run } = await answered(dev, `GET ${ROOT}/runs/get`, { run_id: runId });
    const { info, data } = run as { info: JsonObject; data: JsonObject };
    assert.equal(info['status'], 'FINISHED');
    assert.deepEqual(data['params'], [{ key: 'C', value: '1.0' }]);
  });

  describe('the links that its client prints', () => {
    it('lead to the pages of the workspace that the run is in, without a token', async () => {
      const { runId, artifactUri } = await newRun(uat, '/Shared/linked');
      const experiment = artifactUri.split('/')[3];
      const path = `experiments/${experiment}/runs/${runId}`;
      const response = await fetch(`${dev.host}/ml/${path}?o=${uat.orgId}`, { redirect: 'manual' });
      const page = new URL(response.headers.get('location') ?? '');
      // In a browser, MLflow's pages find the workspace only behind the hash.
      const space = uat.mlflowSpace;
      assert.ok(space.startsWith(`uat-${uat.orgId}`), space);
      assert.deepEqual([response.status, page.hash], [302, `#/${path}?workspace=${space}`]);
      assert.match(await (await fetch(page)).text(), /<title>MLflow/);

      const overview = await fetch(`${dev.host}/ml/experiments/${experiment}`, { redirect: 'manual' });
      assert.match(
        overview.headers.get('location') ?? '',
        new RegExp(`#/experiments/${experiment}/runs\\?workspace=uat-`),
      );
      const version = `${dev.host}/explore/data/models/main/default/churn/version/1`;
      const { headers } = await fetch(version, { redirect: 'manual' });
      assert.match(headers.get('location') ?? '', /#\/models\/main\.default\.churn\/versions\/1\?workspace=metastore-/);
    });

    it('are refused for an experiment that nobody has', async () => {
      const answer = await send(dev, 'GET /ml/experiments/987654321/runs/none');
      assert.deepEqual(rawErrorOf(answer), [404, 'RESOURCE_DOES_NOT_EXIST']);
    });
  });

  describe('artifacts', () => {
    it('are reached by signed addresses that need no token', async () => {
      const { runId } = await newRun(dev, '/Shared/signed');
      const asked = { run_id: runId, path: ['data/größe.txt'] };
      const signed = async (purpose: string) => {
        const { credential_infos: infos } = await answered(
          dev,
          `POST ${ROOT}/artifacts/credentials-for-${purpose}`,
          asked,
        );
        const [info] = infos as readonly JsonObject[];
        return scalarText(info?.['signed_uri']);
      };
      const upload = await signed('write');
      assert.equal((await fetch(upload, { method: 'PUT', body: 'Größe' })).status, 200);
      assert.equal(await (await fetch(await signed('read'))).text(), 'Größe');
      assert.equal((await fetch(upload)).status, 403);

      const listed = await answered(dev, `GET ${ROOT}/artifacts/list`, { run_id: runId });
      assert.deepEqual(listed['files'], [{ path: 'data', is_dir: true }]);
      assert.match(scalarText(listed['root_uri']), /^dbfs:\/databricks\/mlflow-tracking\//);
    });

    it('are files of the Files API, uploaded whole or in parts', async () => {
      const { runId, artifactUri } = await newRun(dev, '/Shared/parts');
      const experiment = artifactUri.split('/')[3] ?? '';
      const path = `/WorkspaceInternal/Mlflow/Artifacts/${experiment}/Runs/${runId}/artifacts/big.bin`;
      const begun = await answered(dev, `POST /api/2.0/fs/files${path}?action=initiate-upload&overwrite=true`);
      const session = scalarText((begun['multipart_upload'] as JsonObject)['session_token']);
      const wanted = { path, session_token: session, start_part_number: 1, count: 2 };
      const { upload_part_urls: urls } = await answered(dev, 'POST /api/2.0/fs/create-upload-part-urls', wanted);
      const parts: JsonObject[] = [];
      // Parts may arrive in any order.
      for (const { part_number: number, url } of (urls as readonly JsonObject[]).toReversed()) {
        const put = await fetch(scalarText(url), { method: 'PUT', body: `part ${scalarText(number)} ` });
        parts.push({ part_number: number, etag: put.headers.get('etag') });
      }
      const query = `action=complete-upload&upload_type=multipart&session_token=${session}`;
      await answered(dev, `POST /api/2.0/fs/files${path}?${query}`, { parts });
      assert.equal((await send(dev, `GET /api/2.0/fs/files${path}`)).content.toString(), 'part 1 part 2 ');

      const again = await call(dev, `POST /api/2.0/fs/files${path}?${query}`, { parts });
      assert.deepEqual(errorOf(again), [404, 'NOT_FOUND']);
    });

    it('can be uploaded and downloaded by addresses for one path', async () => {
      const { runId, artifactUri } = await newRun(dev, '/Shared/urls');
      const path = `/WorkspaceInternal/Mlflow/Artifacts/${artifactUri.split('/')[3]}/Runs/${runId}/artifacts/a.txt`;
      const up = await answered(dev, 'POST /api/2.0/fs/create-upload-url', { path });
      await fetch(scalarText(up['url']), { method: 'PUT', body: 'a' });
      const down = await answered(dev, 'POST /api/2.0/fs/create-download-url', { path });
      assert.equal(await (await fetch(scalarText(down['url']))).text(), 'a');
    });

    it('that were half uploaded can be given up', async () => {
      const { runId, artifactUri } = await newRun(dev, '/Shared/abort');
      const path = `/WorkspaceInternal/Mlflow/Artifacts/${artifactUri.split('/')[3]}/Runs/${runId}/artifacts/a.txt`;
      const begun = await answered(dev, `POST /api/2.0/fs/files${path}?action=initiate-upload`);
      const session = (begun['multipart_upload'] as JsonObject)['session_token'];
      const abort = await answered(dev, 'POST /api/2.0/fs/create-abort-upload-url', { path, session_token: session });
      const { url } = abort['abort_upload_url'] as JsonObject;
      assert.equal((await fetch(scalarText(url), { method: 'DELETE' })).status, 204);
      const query = `action=complete-upload&session_token=${scalarText(session)}`;
      const late = await call(dev, `POST /api/2.0/fs/files${path}?${query}`, { parts: [] });
      assert.deepEqual(errorOf(late), [404, 'NOT_FOUND']);
    });

    for (const path of ['../../other/a.txt', '/etc/a.txt']) {
      it(`are not looked for at ${path}`, async () => {
        const { runId } = await newRun(dev, `/Shared/climb${path.length}`);
        const asked = { run_id: runId, path: [path] };
        const answer = await call(dev, `POST ${ROOT}/artifacts/credentials-for-read`, asked);
        assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
      });
    }

    for (const path of [
      '/Other/Artifacts/1/Runs/a',
      '/Mlflow/Artifacts/1/Shelves/a',
      '/Mlflow/Artifacts/1/Runs/%2e%2e',
    ]) {
      it(`have no place ${path}`, async () => {
        const answer = await send(dev, `GET /api/2.0/fs/directories/WorkspaceInternal${path}`);
        assert.ok([400, 404].includes(rawErrorOf(answer)[0]), String(answer.status));
      });
    }
  });

  // What does not exist is refused in tests/kit/workspace/refusals/tracking.ts; these requests are malformed in another way.
  const refused: readonly { readonly endpoint: string; readonly fields: JsonObject; readonly error: ExpectedError }[] =
    [
      { endpoint: 'POST experiments/create', fields: { name: '/Nowhere/a' }, error: MISSING },
      { endpoint: 'POST experiments/create', fields: { name: 1 }, error: [400, 'MALFORMED_REQUEST'] },
      { endpoint: 'POST experiments/create', fields: {}, error: INVALID },
      { endpoint: 'POST experiments/search', fields: { max_results: 'many' }, error: INVALID },
      { endpoint: 'POST runs/create', fields: { experiment_id: 'None' }, error: INVALID },
      { endpoint: 'GET metrics/get-history', fields: { run_id: '0'.repeat(32) }, error: INVALID },
      { endpoint: 'POST artifacts/credentials-for-read', fields: {}, error: INVALID },
      { endpoint: 'POST logged-models', fields: { name: 'm' }, error: INVALID },
      { endpoint: 'POST logged-models/search', fields: { experiment_ids: 1 }, error: INVALID },
    ];
  for (const { endpoint, fields, error } of refused) {
    it(`refuses ${endpoint} with ${JSON.stringify(fields)}`, async () => {
      const answer = await call(dev, endpoint.replace(' ', ` ${ROOT}/`), fields);
      assert.deepEqual(errorOf(answer), error, JSON.stringify(answer.body));
    });
  }
});
