import assert from 'node:assert/strict';
import { getPersonalAccessTokenHandler, WebApi } from 'azure-devops-node-api';
import type { IGitApi } from 'azure-devops-node-api/GitApi';
import { PullRequestStatus } from 'azure-devops-node-api/interfaces/GitInterfaces';
import { RunFixture } from '../../kit/azure-devops/run-fixture';

const PROJECT = "Jan's churn";

describe('the pull requests of a local run', () => {
  let fixture: RunFixture;
  let git: IGitApi;
  beforeEach(async () => {
    fixture = await RunFixture.open();
    git = await new WebApi(fixture.collection, getPersonalAccessTokenHandler(fixture.token)).getGitApi();
  });
  afterEach(() => fixture.close());

  async function active(skip?: number, top?: number): Promise<readonly (number | undefined)[]> {
    const criteria = { status: PullRequestStatus.Active };
    const found = await git.getPullRequests('churn', criteria, PROJECT, undefined, skip, top);
    assert.ok(found.every(({ status }) => status === PullRequestStatus.Active));
    return found.map(({ pullRequestId }) => pullRequestId);
  }

  it('are listed by the official client, the newest first, in pages', async () => {
    fixture.run.openPullRequests = [12, 7, 15];
    assert.deepEqual(await active(), [15, 12, 7]);
    assert.deepEqual(await active(1, 1), [12]);
    assert.deepEqual(await active(3), []);
  });

  it('are none when the list is empty, and unknown when nobody gave one', async () => {
    fixture.run.openPullRequests = [];
    assert.deepEqual(await active(), []);
    fixture.run.openPullRequests = undefined;
    const path = `${encodeURIComponent(PROJECT)}/_apis/git/repositories/churn/pullrequests`;
    const { status, body } = await fixture.request('GET', path);
    assert.equal(status, 404);
    assert.match(String(body['message']), /^TF401019: /);
  });

  it('are refused in a status that nobody knows, and by wrong numbers', async () => {
    fixture.run.openPullRequests = [12];
    const path = `${encodeURIComponent(PROJECT)}/_apis/git/repositories/churn/pullrequests`;
    for (const query of ['searchCriteria.status=completed', '$top=many', '$skip=-1']) {
      assert.equal((await fixture.request('GET', `${path}?${query}`)).status, 400, query);
    }
  });
});
