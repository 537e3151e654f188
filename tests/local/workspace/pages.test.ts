import assert from 'node:assert/strict';
import { useServer } from '../../kit/workspace/test-server';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe("the server's own page", () => {
  const server = useServer();

  it('tells a person what this is and links to the pages of MLflow, without any token', async () => {
    const { host, mlflow } = server();
    const account = server().addAccount();
    // Links of runs lead here as well.
    const answer = await fetch(`${host}/?o=${account.firstWorkspace.orgId}`, { headers: BROWSER });
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    const text = await answer.text();
    assert.match(text, /<html lang="en">[^]*<title>Local workspace<\/title>[^]*<main>\n<h1>Local workspace<\/h1>/);
    const links = [...text.matchAll(/<a href="([^"]+)">([^<]+)</g)].map(([, address, name]) => [address, name]);
    const experiments = Object.values(account.workspaces).map(({ name, mlflowSpace }) => [
      `${mlflow}/#/experiments?workspace=${mlflowSpace}`,
      `Experiments and runs of ${name}`,
    ]);
    const models = [
      `${mlflow}/#/models?workspace=${account.models.space.name}`,
      'Models in Unity Catalog, shared by all workspaces',
    ];
    assert.deepEqual(links, [...experiments, models]);
    const tokens = Object.values(account.workspaces).map(({ token }) => token);
    assert.ok(!tokens.some((token) => text.includes(token)));
  });

  it('leads to pages that know every workspace, also one that has logged nothing yet', async function () {
    // MLflow's server takes seconds to start.
    this.timeout(60_000);
    const { mlflow } = server();
    const { models, workspaces } = server().addAccount();
    const opened = await fetch(mlflow, { headers: BROWSER });
    assert.equal(opened.status, 200);
    // Other clients wait for the server. A browser that reused this connection would not be told to wait.
    const waited = await fetch(`${mlflow}/version`, { headers: { connection: 'close' } });
    assert.equal(waited.status, 200);
    while ((await (await fetch(mlflow, { headers: BROWSER })).text()).includes('MLflow is starting')) {
      // A browser reloads as well.
    }
    for (const space of [models.space.name, ...Object.values(workspaces).map(({ mlflowSpace }) => mlflowSpace)]) {
      const headers = { 'x-mlflow-workspace': space };
      const answer = await fetch(`${mlflow}/api/2.0/mlflow/experiments/search?max_results=1`, { headers });
      assert.deepEqual([space, answer.status], [space, 200]);
    }
  });

  for (const { who, headers } of [
    { who: 'a client that takes anything', headers: { accept: '*/*' } },
    { who: 'a client that takes JSON', headers: { accept: 'application/json' } },
  ]) {
    it(`is not for ${who}`, async () => {
      const answer = await fetch(server().host, { headers });
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [401, 'application/json']);
    });
  }
});
