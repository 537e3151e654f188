import assert from 'node:assert/strict';
import { readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scalarText, toJson, type Json, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { GitOrigin } from '../../../kit/git-origin';
import { notebook, pythonFile, runTask } from '../../../kit/workspace/runs';
import { answered, call, errorOf, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const REPOS = '/api/2.0/repos';
const URL = 'https://dev.azure.example/org/project/_git/churn';
/** The default path of its Git folder. */
const ROOT = '/Repos/dev@example.com/churn';

const JUPYTER = toJson({
  cells: [{ cell_type: 'code', source: ['dbutils.notebook.exit("explored")'], metadata: {}, outputs: [] }],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
});

/** A repository with branches main and next and tag v1. */
function newOrigin(): GitOrigin {
  const origin = new GitOrigin();
  const training = '# Databricks notebook source\nimport features\ndbutils.notebook.exit(features.NAME)';
  origin.commit('main', { 'train.py': training });
  origin.commit('main', { 'features.py': 'NAME = "one"\n', "data/o'dd ü.txt": 'x' });
  origin.git('tag', 'v1');
  origin.commit('next', { 'features.py': 'NAME = "two"\n', 'score.sql': '-- Databricks notebook source\nSELECT 1' });
  const others = { 'data/deep/a.txt': 'a', 'other/b.txt': 'b' };
  origin.commit('next', { 'explore.ipynb': JUPYTER, 'broken.ipynb': '{"cells": ', ...others });
  origin.git('checkout', '--quiet', 'main');
  return origin;
}

describe('Git folders', () => {
  const addWorkspace = useWorkspaceServer();
  let origin: GitOrigin;
  before(() => {
    origin = newOrigin();
  });
  after(() => origin.remove());

  async function newFixture(cloned = origin) {
    const workspace = addWorkspace({ gitRemotes: { [URL]: cloned.folder } });
    const { body, status } = await call(workspace, `POST ${REPOS}`, { url: URL, provider: 'azureDevOpsServices' });
    assert.equal(status, 200, body['message'] as string);
    return { workspace, repo: body, at: `${REPOS}/${scalarText(body['id'])}` };
  }

  async function paths(
    workspace: Workspace,
    path: string,
  ): Promise<readonly (readonly [Json | undefined, Json | undefined])[]> {
    const { body } = await call(workspace, 'GET /api/2.0/workspace/list', { path });
    return (body['objects'] as readonly JsonObject[]).map(
      ({ path: each, object_type }) => [each, object_type] as const,
    );
  }

  it('are clones, in which notebooks go without their extension', async () => {
    const { workspace, repo } = await newFixture();
    const { path, url, provider, branch, head_commit_id } = repo;
    assert.deepEqual([path, url, provider, branch], [ROOT, URL, 'azureDevOpsServices', 'main']);
    assert.equal(head_commit_id, origin.git('rev-parse', 'main'));
    assert.deepEqual(await paths(workspace, ROOT), [
      [`${ROOT}/data`, 'DIRECTORY'],
      [`${ROOT}/features.py`, 'FILE'],
      [`${ROOT}/train`, 'NOTEBOOK'],
    ]);
    const { body } = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: ROOT });
    assert.deepEqual([body['object_type'], body['object_id']], ['REPO', repo['id']]);
    assert.deepEqual(await paths(workspace, `${ROOT}/data`), [[`${ROOT}/data/o'dd ü.txt`, 'FILE']]);
  });

  it('run the checked-out code', async () => {
    const { workspace, at } = await newFixture();
    const task = notebook(`${ROOT}/train`);
    assert.deepEqual((await runTask(workspace, task)).output['notebook_output'], { result: 'one', truncated: false });
    assert.equal((await call(workspace, `PATCH ${at}`, { branch: 'next' })).status, 200);
    assert.deepEqual((await runTask(workspace, task)).output['notebook_output'], { result: 'two', truncated: false });
  });

  it('show Jupyter notebooks as notebooks, and what only has their name as a file', async () => {
    const { workspace, at } = await newFixture();
    await call(workspace, `PATCH ${at}`, { branch: 'next' });
    const shown = new Map(await paths(workspace, ROOT));
    assert.deepEqual([shown.get(`${ROOT}/explore`), shown.get(`${ROOT}/broken.ipynb`)], ['NOTEBOOK', 'FILE']);
    const { output } = await runTask(workspace, notebook(`${ROOT}/explore`));
    assert.deepEqual(output['notebook_output'], { result: 'explored', truncated: false });
    await call(workspace, `PATCH ${at}`, { branch: 'main' });
    assert.ok(!(await paths(workspace, ROOT)).some(([path]) => path === `${ROOT}/explore`));
  });

  it('check out some folders alone, and then others', async () => {
    const workspace = addWorkspace({ gitRemotes: { [URL]: origin.folder } });
    const root = '/Shared/sparse';
    const sparse = { url: URL, provider: 'gitHub', path: root, sparse_checkout: { patterns: ['other'] } };
    const { body } = await call(workspace, `POST ${REPOS}`, sparse);
    assert.deepEqual(body['sparse_checkout'], { patterns: ['other'] });
    const at = `${REPOS}/${scalarText(body['id'])}`;
    const folders = async () => (await paths(workspace, root)).filter(([, type]) => type === 'DIRECTORY');
    assert.deepEqual(await folders(), []);
    await call(workspace, `PATCH ${at}`, { branch: 'next' });
    assert.deepEqual(await folders(), [[`${root}/other`, 'DIRECTORY']]);
    const widened = { sparse_checkout: { patterns: ['other', 'data/deep'] } };
    assert.equal((await call(workspace, `PATCH ${at}`, widened)).status, 200);
    assert.deepEqual((await folders()).length, 2);
    assert.deepEqual((await call(workspace, `GET ${at}`)).body['sparse_checkout'], widened.sparse_checkout);
  });

  it('are not made sparse later', async () => {
    const { workspace, at } = await newFixture();
    const answer = await call(workspace, `PATCH ${at}`, { sparse_checkout: { patterns: ['data'] } });
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
  });

  it('follow a branch to its newest commit, and show no branch on a tag', async () => {
    const moving = newOrigin();
    try {
      const { workspace, at } = await newFixture(moving);
      const newest = moving.commit('main', { 'features.py': 'NAME = "three"\n' });
      await call(workspace, `PATCH ${at}`, { branch: 'main' });
      const { body } = await call(workspace, `GET ${at}`);
      assert.equal(body['head_commit_id'], newest);
      await call(workspace, `PATCH ${at}`, { tag: 'v1' });
      const tagged = (await call(workspace, `GET ${at}`)).body;
      assert.deepEqual([tagged['branch'], tagged['head_commit_id']], [undefined, moving.git('rev-parse', 'v1')]);
    } finally {
      moving.remove();
    }
  });

  it('keep local changes, unless they are to be discarded', async () => {
    const { workspace, at, repo } = await newFixture();
    workspace.putFile(`${ROOT}/features.py`, 'NAME = "mine"\n');
    const kept = await call(workspace, `PATCH ${at}`, { branch: 'next' });
    assert.deepEqual(errorOf(kept), [409, 'RESOURCE_CONFLICT']);
    assert.equal((await call(workspace, `GET ${at}`)).body['head_commit_id'], repo['head_commit_id']);
    const forced = await call(workspace, `PATCH ${at}`, { branch: 'next', dangerously_force_discard_all: true });
    assert.equal(forced.status, 200);
    assert.equal((await call(workspace, `GET ${at}`)).body['branch'], 'next');
  });

  it('are listed by path, and gone with their files once deleted', async () => {
    const { workspace, at } = await newFixture();
    const other = { url: URL, provider: 'gitHub', path: '/Repos/release/churn' };
    await call(workspace, `POST ${REPOS}`, other);
    const { body } = await call(workspace, `GET ${REPOS}`, { path_prefix: '/Workspace/Repos/rel' });
    assert.deepEqual(
      (body['repos'] as readonly JsonObject[]).map(({ path }) => path),
      ['/Repos/release/churn'],
    );
    assert.equal((await call(workspace, `DELETE ${at}`)).status, 200);
    assert.deepEqual(errorOf(await call(workspace, `GET ${at}`)), [404, 'RESOURCE_DOES_NOT_EXIST']);
    const status = await call(workspace, 'GET /api/2.0/workspace/get-status', { path: ROOT });
    assert.equal(status.status, 404);
  });

  const deletions: readonly { name: string; remove: (workspace: Workspace) => Promise<unknown> }[] = [
    {
      name: 'deleted as objects',
      remove: (workspace) => answered(workspace, 'POST /api/2.0/workspace/delete', { path: ROOT, recursive: true }),
    },
    {
      name: 'deleted with the folder above',
      remove: (workspace) =>
        answered(workspace, 'POST /api/2.0/workspace/delete', { path: dirname(ROOT), recursive: true }),
    },
    {
      name: 'deleted by Python',
      remove: (workspace) => {
        workspace.putFile('/Shared/clean.py', `import shutil\nshutil.rmtree("/Workspace${ROOT}")`);
        return runTask(workspace, pythonFile('/Shared/clean.py'));
      },
    },
  ];
  for (const { name, remove } of deletions) {
    it(`can be made again where they were ${name}, as others`, async () => {
      const { workspace, at } = await newFixture();
      await remove(workspace);
      const { id } = await answered(workspace, `POST ${REPOS}`, { url: URL, provider: 'gitHub' });
      assert.deepEqual(errorOf(await call(workspace, `GET ${at}`)), [404, 'RESOURCE_DOES_NOT_EXIST']);
      assert.equal((await call(workspace, `GET ${REPOS}/${scalarText(id)}`)).body['path'], ROOT);
      assert.equal((await call(workspace, `PATCH ${REPOS}/${scalarText(id)}`, { branch: 'next' })).status, 200);
      const clones = readdirSync(join(workspace.account.folder, 'workspaces', 'dev', 'git'));
      assert.deepEqual(clones, [scalarText(id)]);
    });
  }

  it('are not plain folders at the same path', async () => {
    const { workspace, at } = await newFixture();
    await answered(workspace, 'POST /api/2.0/workspace/delete', { path: ROOT, recursive: true });
    await answered(workspace, 'POST /api/2.0/workspace/mkdirs', { path: ROOT });
    const { object_type } = await answered(workspace, 'GET /api/2.0/workspace/get-status', { path: ROOT });
    assert.equal(object_type, 'DIRECTORY');
    for (const endpoint of [`GET ${at}`, `PATCH ${at}`, `DELETE ${at}`]) {
      const answer = await call(workspace, endpoint, endpoint.startsWith('PATCH') ? { branch: 'main' } : {});
      assert.deepEqual(errorOf(answer), [404, 'RESOURCE_DOES_NOT_EXIST']);
    }
  });

  it('leave nothing behind where a clone fails', async () => {
    const workspace = addWorkspace({ gitRemotes: { [URL]: '/no/such/repository' } });
    const fields = { url: URL, provider: 'gitHub', path: '/Shared/churn' };
    assert.deepEqual(errorOf(await call(workspace, `POST ${REPOS}`, fields)), [400, 'INVALID_PARAMETER_VALUE']);
    assert.equal((await call(workspace, 'GET /api/2.0/workspace/get-status', { path: fields.path })).status, 404);
  });

  const refused: readonly { name: string; fields: JsonObject; error: readonly [number, string] }[] = [
    { name: 'no address', fields: { provider: 'gitHub' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { name: 'an unknown provider', fields: { url: URL, provider: 'svn' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    {
      name: 'an address elsewhere',
      fields: { url: 'https://github.example/a/b', provider: 'gitHub' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a folder that is not a repository',
      fields: { url: '/no/such/repository', provider: 'gitHub' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'an address of another computer',
      fields: { url: 'file://server/churn.git', provider: 'gitHub', path: '/Shared/churn' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a path that is taken',
      fields: { url: URL, provider: 'gitHub', path: '/Shared' },
      error: [400, 'RESOURCE_ALREADY_EXISTS'],
    },
    {
      name: 'a path without a parent',
      fields: { url: URL, provider: 'gitHub', path: '/Shared/no/such' },
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'a path that climbs',
      fields: { url: URL, provider: 'gitHub', path: '/Shared/../../x' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a sparse checkout of something other than a folder',
      fields: { url: URL, provider: 'gitHub', sparse_checkout: { patterns: ['*.py'] } },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
  ];
  for (const { name, fields, error } of refused) {
    it(`refuse ${name}`, async () => {
      const workspace = addWorkspace({ gitRemotes: { [URL]: origin.folder } });
      assert.deepEqual(errorOf(await call(workspace, `POST ${REPOS}`, fields)), error);
    });
  }

  it('say so when their repository is gone, and stay where they are', async () => {
    const { workspace, at, repo } = await newFixture();
    renameSync(origin.folder, `${origin.folder}-gone`);
    const answer = await call(workspace, `PATCH ${at}`, { branch: 'next' });
    renameSync(`${origin.folder}-gone`, origin.folder);
    assert.deepEqual(errorOf(answer), [400, 'INVALID_PARAMETER_VALUE']);
    assert.deepEqual((await call(workspace, `GET ${at}`)).body, repo);
  });

  for (const { name, fields } of [
    { name: 'an unknown branch', fields: { branch: 'none' } },
    { name: 'a branch that looks like an option', fields: { branch: '--orphan' } },
    { name: 'an unknown tag', fields: { tag: 'v9' } },
    { name: 'both branch and tag', fields: { branch: 'main', tag: 'v1' } },
    { name: 'neither', fields: {} },
  ]) {
    it(`refuse to switch to ${name}, and stay where they are`, async () => {
      const { workspace, at, repo } = await newFixture();
      assert.deepEqual(errorOf(await call(workspace, `PATCH ${at}`, fields)), [400, 'INVALID_PARAMETER_VALUE']);
      const { body } = await call(workspace, `GET ${at}`);
      assert.deepEqual([body['branch'], body['head_commit_id']], ['main', repo['head_commit_id']]);
    });
  }

  for (const endpoint of [`GET ${REPOS}/1`, `PATCH ${REPOS}/1`, `DELETE ${REPOS}/1`]) {
    it(`refuse ${endpoint} when there is none`, async () => {
      const answer = await call(addWorkspace(), endpoint, endpoint.startsWith('PATCH') ? { branch: 'main' } : {});
      assert.deepEqual(errorOf(answer), [404, 'RESOURCE_DOES_NOT_EXIST']);
    });
  }
});
