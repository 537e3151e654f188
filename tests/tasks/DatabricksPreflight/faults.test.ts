import assert from 'node:assert/strict';
import type { Fault } from '../../../local/workspace/http/fault';
import { EXPECT, GROUP, runPreflight, usePreflightFixtures } from '../../kit/tasks/preflight-fixture';
import { variants } from '../../kit/tier';

const ME_PATH = '/api/2.0/preview/scim/v2/Me';
const GRANTS = '/api/2.1/unity-catalog/effective-permissions/table/main.ml.customers';
const PERMISSIONS = /^\/api\/2\.0\/permissions\/jobs\//;

const reads: readonly (readonly [what: string, request: Pick<Fault, 'method' | 'path'>])[] = [
  ['who asks', { method: 'GET', path: ME_PATH }],
  ['grants', { method: 'GET', path: GRANTS }],
  ['permissions', { method: 'GET', path: PERMISSIONS }],
];
const passing: readonly (readonly [what: string, fault: Omit<Fault, 'method' | 'path'>])[] = [
  ['throttled', { status: 429, headers: { 'Retry-After': '2' } }],
  ['unavailable', { status: 503, times: 2 }],
  ['reset', { reset: true, times: 2 }],
  ['broken off', { truncated: true }],
];
const denied = { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'no way' }, times: Infinity };

interface Fatal {
  readonly what: string;
  readonly fault: Omit<Fault, 'method' | 'path'>;
  readonly says: RegExp;
}

const FATAL: readonly Fatal[] = [
  { what: 'unavailable for good', fault: { status: 503, times: Infinity }, says: /\(503.*\nFix: Re-run this stage/ },
  {
    what: 'answered by a login page',
    fault: { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>', times: Infinity },
    says: /web page came back.*\nFix: .*private link/,
  },
  {
    what: 'throttled for good',
    fault: { status: 429, headers: { 'Retry-After': '100' }, times: Infinity },
    says: /429.*\nFix: Re-run this stage later/,
  },
  { what: 'reset for good', fault: { reset: true, times: Infinity }, says: /\(HOST_UNREACHABLE\)$/ },
  {
    what: 'answered by a refused token',
    fault: { status: 403, body: { error_code: 403, message: 'Invalid access token.' }, times: Infinity },
    says: /Invalid access token.*\nFix: Put a valid token/,
  },
];

describe('DatabricksPreflight when the service falters', () => {
  const newFixture = usePreflightFixtures();

  for (const [what, request] of variants(reads)) {
    for (const [how, fault] of variants(passing)) {
      it(`survives that reading ${what} is ${how}`, async () => {
        const fixture = await newFixture();
        await fixture.permitAllBut();
        fixture.workspace.addFault({ ...request, ...fault });
        const step = await runPreflight({ ...fixture, speed: 50 }, { expect: EXPECT });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      });
    }
    for (const { what: how, fault, says } of variants(FATAL, 2)) {
      it(`fails whatever is expected when reading ${what} is ${how}`, async () => {
        const fixture = await newFixture();
        await fixture.permitAllBut();
        fixture.workspace.addFault({ ...request, ...fault });
        const step = await runPreflight({ ...fixture, speed: 1000 }, { expect: EXPECT, onMissing: 'warn' });
        assert.equal(step.result, 'Failed', step.log.join('\n'));
        assert.match(step.issues.at(-1)?.message ?? '', says);
      });
    }
  }

  it('never takes grants that it may not see for held', async () => {
    const fixture = await newFixture();
    await fixture.permitAllBut();
    fixture.workspace.addFault({ method: 'GET', path: GRANTS, ...denied });
    const step = await runPreflight(fixture, { expect: EXPECT });
    assert.match(
      step.issues[0]?.message ?? '',
      /1 of the checks failed\.\n- SELECT on table main\.ml\.customers: unseen, cannot be seen \(403 PERMISSION_DENIED: no way \[request /,
    );
    assert.match(String(step.testResults[0]?.files[0]?.content), /<error message="unseen: /);
    assert.match(step.outputs['missingGrants'] ?? '', /^GRANT SELECT ON TABLE \S+ TO \S+;$/);
  });

  it('says so when it may not see the grants of a group', async () => {
    const fixture = await newFixture();
    await fixture.permitAllBut(undefined, GROUP);
    // The first question is about the identity itself.
    fixture.workspace.addFault({ method: 'GET', path: GRANTS, skip: 1, ...denied });
    const step = await runPreflight(fixture, { expect: EXPECT });
    assert.match(step.issues[0]?.message ?? '', /1 of the checks failed\.\n- SELECT on table \S+: unseen/);
  });

  it('never takes permissions that it may not see for held', async () => {
    const fixture = await newFixture();
    await fixture.permitAllBut();
    fixture.workspace.addFault({ method: 'GET', path: PERMISSIONS, ...denied });
    const step = await runPreflight(fixture, { expect: EXPECT });
    assert.match(step.issues[0]?.message ?? '', /1 of the checks failed\.\n- CAN_MANAGE_RUN on job \S+: unseen/);
  });

  for (const [what, request] of variants(reads.slice(1))) {
    it(`reads nothing out of an empty answer about ${what}`, async () => {
      const fixture = await newFixture();
      await fixture.permitAllBut();
      fixture.workspace.addFault({ ...request, status: 200, body: {}, times: Infinity });
      const step = await runPreflight(fixture, { expect: EXPECT });
      assert.match(step.issues[0]?.message ?? '', /1 of the checks failed\.\n- \S+ on \S+ \S+: missing/);
    });
  }

  it('does not know an identity without a name', async () => {
    const fixture = await newFixture();
    fixture.workspace.addFault({ method: 'GET', path: ME_PATH, status: 200, body: {}, times: Infinity });
    const step = await runPreflight({ ...fixture, speed: 50 }, { expect: EXPECT });
    assert.equal(step.result, 'Failed');
    assert.match(
      step.issues[0]?.message ?? '',
      /it has no 'userName' \[GET \S+\/scim\/v2\/Me.*\nFix: .*\(ANSWER_UNREADABLE\)$/,
    );
  });

  it('stops at once when the pipeline is cancelled', async () => {
    const fixture = await newFixture();
    fixture.workspace.addFault({ method: 'GET', path: GRANTS, hang: true });
    const cancellation = new AbortController();
    const asked = fixture.workspace.waitForRequest({ method: 'GET', path: GRANTS });
    const running = runPreflight(fixture, { expect: EXPECT }, { signal: cancellation.signal });
    await asked;
    cancellation.abort();
    assert.equal((await running).result, 'Canceled');
  });
});
