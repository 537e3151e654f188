import assert from 'node:assert/strict';
import { runWithLogin } from '../../kit/logins/login-step';
import { azure, METHODS } from '../../kit/logins/methods';
import { useLoginFixtures } from '../../kit/tasks/login-fixtures';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';

const METHOD = METHODS.find(({ name }) => name === 'the managed identity of the machine') ?? assert.fail();

describeOnNode('A managed identity', (node) => {
  const { through } = useLoginFixtures();
  it('asks the machine itself for its identity, past the proxy', async () => {
    await through(async (fixture) => {
      const endpoint = { ...azure('ManagedServiceIdentity'), data: { msiClientId: 'assigned-one' } };
      const step = await runWithLogin(fixture, { method: METHOD, node, endpoint });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.deepEqual(fixture.tunnels, []);
      assert.equal(fixture.identityService.asked[0]?.query.get('client_id'), 'assigned-one');
    });
  });

  it('counts the age of a token that the machine had in store', async () => {
    await through(async (fixture) => {
      fixture.identityService.tokens.lifetime = { seconds: 35, speed: 1 };
      const step = await runWithLogin(fixture, { method: METHOD, node });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      // With less than 40 s left, each of them serves one request.
      assert.equal(fixture.identityService.tokens.all.length, fixture.workspaceHeaders.length);
    });
  });

  it("tolerates an update of the machine's identity service", async () => {
    await through(async (fixture) => {
      const { faults } = fixture.identityService;
      faults.push({ status: 404, body: '' }, { status: 410, body: '' }, { status: 500, body: { error: 'unknown' } });
      const step = await runWithLogin(fixture, { method: METHOD, node, speed: 100 });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    });
  });

  it('says so when the identity service of the machine does not come back', async () => {
    await through(async (fixture) => {
      fixture.identityService.faults.push({ status: 410, body: '', always: true });
      const step = await runWithLogin(fixture, { method: METHOD, node, speed: 100 });
      assert.match(
        step.issues[0]?.message ?? '',
        /^The identity service of this agent's machine gave no token: 169\.254\.169\.254 answered 410 .*\nFix: Re-run this stage later\. .* \(LOGIN_UNAVAILABLE\)$/,
      );
    });
  });

  it('says so when the machine has no identity service', async () => {
    await through(async (fixture) => {
      Object.assign(fixture.machine, { TEST_IDENTITY_SERVICE_PORT: '1' });
      const step = await runWithLogin(fixture, { method: METHOD, node, speed: 100 });
      assert.match(
        step.issues[0]?.message ?? '',
        /^The machine of this agent has no service for managed identities: .*\nFix: Run the job on a self-hosted agent/,
      );
    });
  });
});
