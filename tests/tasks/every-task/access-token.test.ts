import assert from 'node:assert/strict';
import { runWithLogin } from '../../kit/logins/login-step';
import { ACCESS_TOKEN } from '../../kit/logins/methods';
import { useLoginFixtures } from '../../kit/tasks/login-fixtures';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { GET_RUN } from '../../kit/tasks/workspace-under-test';

const REFUSED =
  /Invalid access token.*\nFix: Put a valid token of this workspace into the service connection given by 'connection'; .* \(TOKEN_REFUSED\)$/;

describeOnNode('A connection by an access token', (node) => {
  const { newWorkspace, through } = useLoginFixtures();

  it('opens the workspace with the token, without the line break that was pasted with it', async () => {
    await through(async (fixture) => {
      const step = await runWithLogin(fixture, { method: ACCESS_TOKEN, node });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      const [token] = fixture.accessTokens.all;
      assert.equal(fixture.workspaceHeaders[0]?.authorization, `Bearer ${token?.value}`);
    });
  });

  it('shows a refused token once, and says where to put another', async () => {
    await through(async (fixture) => {
      fixture.accessTokens.lifetime = { seconds: 3600, speed: 1, uses: 0 };
      const step = await runWithLogin(fixture, { method: ACCESS_TOKEN, node });
      assert.match(step.issues[0]?.message ?? '', REFUSED);
      assert.equal(fixture.workspaceHeaders.length, 1);
    });
  });

  it('says so, and leads to the run, when the token ends in the middle of a wait', async () => {
    const workspace = newWorkspace();
    await through(
      async (fixture) => {
        fixture.accessTokens.lifetime = { seconds: 3600, speed: 1, uses: 4 };
        const inputs = { notebookPath: '/Shared/sleeps' };
        const step = await runWithLogin(fixture, { method: ACCESS_TOKEN, node, speed: 100, inputs });
        assert.equal(step.result, 'Failed');
        assert.match(step.issues[0]?.message ?? '', REFUSED);
        assert.match(step.outputs['runUrl'] ?? '', /^http/);
        assert.equal(workspace.runs().length, 1);
      },
      { workspace },
    );
  });

  it('waits as long as a workspace that throttles asks for', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ method: 'GET', path: GET_RUN, status: 429, headers: { 'retry-after': '7' }, times: 1 });
    await through(
      async (fixture) => {
        const step = await runWithLogin(fixture, { method: ACCESS_TOKEN, node, speed: 100 });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.match(step.log.join('\n'), /status 429; next attempt in 7 s/);
      },
      { workspace },
    );
  });
});
