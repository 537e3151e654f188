import assert from 'node:assert/strict';
import { REGISTRIES } from '../../kit/registry/registries';
import { CARD, complianceOf, useCheckFixtures, type CheckFixture } from '../../kit/tasks/check-fixture';
import { DENIED, PASSING, PASSING_CHANGES } from '../../kit/tasks/mishaps';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';

const [UNITY_CATALOG] = REGISTRIES;
const MODEL_FOLDER = '/api/2.0/fs/directories/Models/main/default/churn';
const REVOKED = { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'Invalid access token.' } };

describe('MLflowCheckModel on a bad day', function () {
  this.timeout(180_000);
  const open = useCheckFixtures();

  for (const [what, fault] of PASSING) {
    it(`comes to the same verdict although each read ${what}`, async () => {
      const fixture = await open(UNITY_CATALOG);
      const version = await fixture.addChecked();
      fixture.addFault({ method: 'GET', path: /unity-catalog|mlflow\/runs|fs\/directories/, ...fault });
      const step = await fixture.check(version);
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.equal(complianceOf(step).verdict, 'PASSED');
    });
  }

  it('is red at whichever request the token ends, and leaves nothing that passes', async () => {
    const fixture = await open(UNITY_CATALOG);
    const version = await fixture.addChecked();
    const before = fixture.requests.length;
    await fixture.check(version);
    const requests = fixture.requests.length - before;
    assert.ok(requests > 5, `${requests} requests`);
    for (let skip = 1; skip < requests; skip += 3) {
      const other = await open(UNITY_CATALOG);
      const checked = await other.addChecked();
      other.addFault({ path: /./, skip, ...REVOKED, times: Infinity });
      const step = await other.check(checked);
      assert.equal(step.result, 'Failed', `at request ${skip}:\n${step.log.join('\n')}`);
      assert.ok(!step.outputs['verdict']?.startsWith('PASSED'), `at request ${skip}`);
    }
  });

  const CHANGES = { 'the start of its job': SUBMIT, 'a file of its job': '/api/2.0/workspace/import' };
  for (const [change, path] of Object.entries(CHANGES)) {
    for (const [what, fault] of PASSING_CHANGES) {
      it(`has one job although ${change} ${what}`, async () => {
        const fixture = await unreachable();
        fixture.addFault({ method: 'POST', path, ...fault });
        const step = await fixture.check(1);
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.equal(startsIn(step.log), 1);
      });
    }

    it(`says what was refused, and that it may not, when ${change} is denied`, async () => {
      const fixture = await unreachable();
      fixture.addFault({ method: 'POST', path, ...DENIED });
      const step = await fixture.check(1);
      assert.deepEqual([step.result, step.outputs['verdict']], ['Failed', 'ERROR'], step.log.join('\n'));
      const pickle = complianceOf(step).checks.find(({ check }) => check === 'pickle');
      assert.match(pickle?.message ?? '', /^not checked: .*\(403 PERMISSION_DENIED\): .*not yours/);
    });
  }

  it('passes nothing on while reads are stale: a promotion sees that the version has changed', async () => {
    const fixture = await open(UNITY_CATALOG);
    const version = await fixture.addChecked();
    const before = fixture.requests.length;
    await fixture.check(version);
    const reads = fixture.requests.slice(before).filter(({ path }) => path.endsWith('/versions/1')).length;
    await fixture.model.describe('Said later.', version);
    fixture.addFault({ method: 'GET', path: /\/versions\/1$/, merge: { comment: CARD }, times: reads });
    const step = await fixture.check(version);
    assert.equal(step.outputs['verdict'], 'PASSED', step.log.join('\n'));
    const { result, issues } = await fixture.promote(version);
    assert.equal(result, 'Failed');
    assert.match(issues.find(({ type }) => type === 'error')?.message ?? '', /\(EVIDENCE_STALE\)$/);
  });

  it('cancels its job with the pipeline, and says nothing of a verdict', async () => {
    const fixture = await unreachable();
    const pipeline = new AbortController();
    const started = fixture.nextRequest({ method: 'POST', path: SUBMIT });
    const checking = fixture.check(1, { signal: pipeline.signal });
    await started;
    pipeline.abort();
    const step = await checking;
    assert.equal(step.result, 'Canceled', step.log.join('\n'));
    assert.equal(step.outputs['verdict'], undefined);
    assert.match(step.log.join('\n'), /cancelled on Databricks and has ended/);
  });

  /** The storage refuses the agent, so that a job has to bring the files of version 1. */
  async function unreachable(): Promise<CheckFixture> {
    const fixture = await open(UNITY_CATALOG);
    await fixture.addChecked();
    const body = { error_code: 'PERMISSION_DENIED', message: 'a firewall' };
    fixture.addFault({ method: 'GET', path: `${MODEL_FOLDER}/1`, status: 403, body, times: 1 });
    return fixture;
  }
});

function startsIn(log: readonly string[]): number {
  return new Set(log.flatMap((line) => /^Run (\d+): started/.exec(line)?.[1] ?? [])).size;
}
