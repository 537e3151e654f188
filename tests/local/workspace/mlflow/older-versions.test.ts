import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { VirtualClock } from '../../../kit/virtual-clock';
import { notebook } from '../../../kit/workspace/runs';
import { answered, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const CLUSTERS = '/api/2.0/clusters';
const JOBS = '/api/2.1/jobs';

describe('an API in its older version', () => {
  const clock = new VirtualClock();
  const addWorkspace = useWorkspaceServer({ clock });

  it('makes, changes and ends a cluster', async () => {
    const workspace = addWorkspace();
    const { versions } = await answered(workspace, `GET ${CLUSTERS}/spark-versions`);
    const { node_types: types } = await answered(workspace, `GET ${CLUSTERS}/list-node-types`);
    const [{ key: version }, { node_type_id: type }] = [first(versions), first(types)];
    const settings = { spark_version: version, node_type_id: type, num_workers: 1 };
    const { cluster_id: id } = await answered(workspace, `POST ${CLUSTERS}/create`, settings);
    const cluster = { cluster_id: id };
    await answered(workspace, `POST ${CLUSTERS}/edit`, { ...cluster, ...settings, num_workers: 2 });
    const shown = await answered(workspace, `GET ${CLUSTERS}/get`, cluster);
    assert.deepEqual([shown['num_workers'], shown['state']], [2, 'PENDING']);
    await answered(workspace, `POST ${CLUSTERS}/delete`, cluster);
    await clock.sleep(60_000);
    await answered(workspace, `POST ${CLUSTERS}/start`, cluster);
    await answered(workspace, `POST ${CLUSTERS}/permanent-delete`, cluster);
    assert.deepEqual(await answered(workspace, `GET ${CLUSTERS}/list`), {});
  });

  it('makes, changes and runs a job', async () => {
    const workspace = addWorkspace();
    workspace.putNotebook('/Shared/ok', 'dbutils.notebook.exit("done")');
    workspace.putNotebook('/Shared/sleeps', 'import time\ntime.sleep(600)');
    const asked = { name: 'old', tasks: [notebook('/Shared/sleeps')] };
    const job = await answered(workspace, `POST ${JOBS}/create`, asked);
    const { run_id: runId } = await answered(workspace, `POST ${JOBS}/run-now`, job);
    await answered(workspace, `POST ${JOBS}/runs/cancel`, { run_id: runId });
    await workspace.runEnded(runId as bigint);

    const settings = { tasks: [notebook('/Shared/ok')] };
    await answered(workspace, `POST ${JOBS}/reset`, { ...job, new_settings: settings });
    await answered(workspace, `POST ${JOBS}/update`, { ...job, new_settings: { name: 'new' } });
    await answered(workspace, `POST ${JOBS}/runs/repair`, { run_id: runId, rerun_all_failed_tasks: true });
    await workspace.runEnded(runId as bigint);
    const { runs } = await answered(workspace, `GET ${JOBS}/runs/list`, { ...job, expand_tasks: true });
    const [, { run_id: attempt } = {}] = first(runs)['tasks'] as readonly JsonObject[];
    const { notebook_output: output } = await answered(workspace, `GET ${JOBS}/runs/get-output`, { run_id: attempt });
    assert.deepEqual(output, { result: 'done', truncated: false });

    const { jobs } = await answered(workspace, `GET ${JOBS}/list`, { name: 'new' });
    assert.equal(first(jobs)['job_id'], job['job_id']);
    await answered(workspace, `POST ${JOBS}/delete`, job);
    assert.deepEqual(await answered(workspace, `GET ${JOBS}/list`), { has_more: false });
  });
});

function first(list: JsonObject[string]): JsonObject {
  const [item] = list as readonly JsonObject[];
  assert.ok(item);
  return item;
}
