import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../../bench/instruments/seeded-random';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { isAlive } from '../../../local/workspace/execution/alive';
import { startWorkspaceServer } from '../../../local/workspace/server';
import type { Workspace } from '../../../local/workspace/workspace';
import { handlesBackTo, openHandles, processesOf } from '../../kit/workspace/leftovers';
import { getRun, notebook, runTask } from '../../kit/workspace/runs';
import { SoakedClient } from '../../kit/workspace/soaked-client';
import { call, useAccountServer } from '../../kit/workspace/stand-in';

// In capitals, because the value itself would be redacted.
const SECRET_IN_CAPITALS = 'dbutils.notebook.exit(dbutils.secrets.get("s", "k").upper())';
const REQUESTS = 2000;
const LANES = 16;
const SEEN = ['200', '204', '400', '403', '404', '409', '429', '502', '503', '504', 'cut'];

describe('ten accounts on one server', () => {
  const addAccount = useAccountServer();

  it('go through the same story at once and each sees only its own', async () => {
    const workspaces = Array.from({ length: 10 }, () => addAccount().workspace('dev'));
    const stories = await Promise.all(workspaces.map((workspace, number) => story(workspace, `account ${number}`)));
    stories.forEach((seen, number) => {
      const own = `account ${number}`;
      const result = own.toUpperCase();
      assert.deepEqual(seen, { result, files: ['/Shared/story'], jobs: [own], secret: own, schemas: [own] });
    });

    // The accounts count their ids alike, so only a run that the others have not had yet can tell.
    const [first, ...others] = workspaces;
    assert.ok(first);
    const { run } = await runTask(first, notebook('/Shared/story'));
    for (const other of others) {
      assert.equal((await getRun(other, run.runId))['message'], `Run ${run.runId} does not exist.`);
    }
  });
});

/** Does in one workspace what all the others do too, under the same names where a name may be the same. */
async function story(workspace: Workspace, own: string): Promise<JsonObject> {
  workspace.putNotebook('/Shared/story', SECRET_IN_CAPITALS);
  const post = (path: string, body: JsonObject) => call(workspace, `POST ${path}`, body);
  await post('/api/2.0/secrets/scopes/create', { scope: 's' });
  await post('/api/2.0/secrets/put', { scope: 's', key: 'k', string_value: own });
  await post('/api/2.2/jobs/create', { name: own, tasks: [notebook('/Shared/story')] });
  await post('/api/2.1/unity-catalog/schemas', { catalog_name: 'main', name: 'story', comment: own });
  const { output } = await runTask(workspace, notebook('/Shared/story'));

  const get = async (path: string, fields: JsonObject) => (await call(workspace, `GET ${path}`, fields)).body;
  const { objects } = await get('/api/2.0/workspace/list', { path: '/Shared' });
  const { jobs } = await get('/api/2.2/jobs/list', {});
  const { value } = await get('/api/2.0/secrets/get', { scope: 's', key: 'k' });
  const { schemas } = await get('/api/2.1/unity-catalog/schemas', { catalog_name: 'main' });
  return {
    result: (output['notebook_output'] as JsonObject)['result'] ?? null,
    files: (objects as readonly JsonObject[]).map(({ path }) => path ?? null),
    jobs: (jobs as readonly JsonObject[]).map(({ settings }) => (settings as JsonObject)['name'] ?? null),
    secret: Buffer.from(value as string, 'base64').toString('utf8'),
    schemas: (schemas as readonly JsonObject[]).flatMap(({ name, comment }) =>
      name === 'story' ? [comment ?? null] : [],
    ),
  };
}

describe('2,000 mixed requests with faults', () => {
  const outerTemporaryFolder = process.env['TMPDIR'];
  let folder = '';
  let temporaryFolder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-soak-'));
    temporaryFolder = join(folder, 'temporary');
    mkdirSync(temporaryFolder);
    process.env['TMPDIR'] = temporaryFolder;
  });
  after(() => {
    delete process.env['TMPDIR'];
    Object.assign(process.env, outerTemporaryFolder !== undefined && { TMPDIR: outerTemporaryFolder });
    rmSync(folder, { recursive: true });
  });

  it('leave no process, no handle and no temporary file behind', async () => {
    // The first one opens what Node itself keeps from then on.
    await (await startWorkspaceServer({ stateFolder: join(folder, 'first') })).close();
    const handles = openHandles();
    const server = await startWorkspaceServer({ stateFolder: join(folder, 'state') });
    const random = seededRandom(2000);
    const workspaces = Array.from({ length: 3 }, () => server.addWorkspace());
    await Promise.all(workspaces.map(addVolume));
    const clients = workspaces.map((workspace) => new SoakedClient(workspace, random));
    await soak(clients);

    const outcomes = clients.flatMap((client) => client.outcomes);
    assert.equal(outcomes.length, REQUESTS);
    assert.deepEqual([...new Set(outcomes.map(String))].toSorted(), SEEN);
    const runs = workspaces.flatMap((workspace) => workspace.runs());
    const endings = new Set(runs.map(({ ending }) => ending ?? 'still running'));
    assert.deepEqual([...endings].toSorted(), ['canceled', 'still running', 'success']);

    await server.close();
    const pids = runs.flatMap(({ tasks }) => tasks.flatMap(({ pid }) => pid ?? []));
    assert.ok(pids.length > 10, `${pids.length} processes were started`);
    assert.deepEqual(pids.filter(isAlive), []);
    assert.deepEqual(processesOf(folder), []);
    await handlesBackTo(handles);
    assert.deepEqual(readdirSync(temporaryFolder), []);
    const stored = filesBelow(join(folder, 'state')).filter((file) => !/\/(?:files|runs)\//.test(file));
    assert.deepEqual(
      stored.filter((file) => !/\/volumes\/main\/landing\/raw\/name[0-4]\.bin$/.test(file)),
      [],
    );
  });
});

async function soak(clients: readonly SoakedClient[]): Promise<void> {
  let sent = 0;
  const lane = async (): Promise<void> => {
    while (sent < REQUESTS) {
      await clients[sent++ % clients.length]?.act();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function addVolume(workspace: Workspace): Promise<void> {
  await call(workspace, 'POST /api/2.1/unity-catalog/schemas', { catalog_name: 'main', name: 'landing' });
  const volume = { catalog_name: 'main', schema_name: 'landing', name: 'raw', volume_type: 'MANAGED' };
  const { status } = await call(workspace, 'POST /api/2.1/unity-catalog/volumes', volume);
  assert.equal(status, 200);
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
