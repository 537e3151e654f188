import assert from 'node:assert/strict';
import { useDeployedTests } from '../../kit/tasks/deployed-tests';
import { DENIED, PASSING, PASSING_CHANGES, UNHEARD } from '../../kit/tasks/mishaps';
import { errorOf, type Files } from '../../kit/tasks/test-project';
import { CANCEL, count, GET_RUN, OUTPUT, STATUS, SUBMIT, useWorkspaces } from '../../kit/tasks/workspace-under-test';

const GREEN: Files = { 'pytest.ini': '', 'tests/test_it.py': 'def test_a(): pass' };
const SLOW: Files = { 'pytest.ini': '', 'tests/test_it.py': 'import time\ndef test_a():\n    time.sleep(600)' };
const LARGE = `import os, pytest
@pytest.mark.parametrize("n", range(500))
def test_a(n):
    pytest.fail(os.urandom(8000).hex(), pytrace=False)`;

describe('DatabricksRunTests on a bad day', function () {
  this.timeout(180_000);
  const addWorkspace = useWorkspaces();
  const run = useDeployedTests();

  for (const [method, path, mishaps] of [
    ['POST', SUBMIT, PASSING_CHANGES],
    ['GET', GET_RUN, PASSING],
    ['GET', OUTPUT, PASSING],
    ['GET', STATUS, PASSING],
    ['POST', '/api/2.0/workspace/import', PASSING_CHANGES],
  ] as const) {
    for (const [what, fault] of mishaps) {
      it(`passes with one run when ${method} ${path} ${what}`, async () => {
        const workspace = addWorkspace();
        workspace.addFault({ method, path, ...fault });
        const step = await run(workspace, GREEN);
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.equal(step.outputs['passed'], '1');
        assert.equal(new Set(step.log.flatMap((line) => /^Run (\d+): started/.exec(line)?.[1] ?? [])).size, 1);
      });
    }
  }

  for (const [method, path] of [
    ['POST', SUBMIT],
    ['GET', OUTPUT],
    ['GET', STATUS],
    ['POST', '/api/2.0/workspace/import'],
  ] as const) {
    it(`is red when ${method} ${path} is refused, and leaves no run`, async () => {
      const workspace = addWorkspace();
      workspace.addFault({ method, path, ...DENIED, times: Infinity });
      const step = await run(workspace, GREEN);
      assert.equal(step.result, 'Failed', step.log.join('\n'));
      assert.equal(step.outputs['passed'], undefined);
      assert.match(errorOf(step), /\(PERMISSION_MISSING\)$/);
    });
  }

  it('cancels its run with the pipeline', async () => {
    const workspace = addWorkspace();
    const pipeline = new AbortController();
    const started = workspace.waitForRequest({ method: 'POST', path: SUBMIT });
    const testing = run(workspace, SLOW, { signal: pipeline.signal });
    await started;
    pipeline.abort();
    const step = await testing;
    assert.equal(step.result, 'Canceled', step.log.join('\n'));
    assert.match(step.log.join('\n'), /cancelled on Databricks and has ended/);
    assert.equal(step.outputs['total'], undefined);
  });

  it('cancels a run whose start was never answered', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ method: 'POST', path: SUBMIT, ...UNHEARD, times: 1 });
    const pipeline = new AbortController();
    const started = workspace.waitForRequest({ method: 'POST', path: SUBMIT });
    const testing = run(workspace, SLOW, { signal: pipeline.signal });
    await started;
    pipeline.abort();
    const step = await testing;
    assert.equal(step.result, 'Canceled', step.log.join('\n'));
    assert.ok(count(workspace, 'POST', CANCEL) > 0, step.log.join('\n'));
  });

  it('names the test that hangs, within the limit of the run', async () => {
    const step = await run(addWorkspace(), SLOW, { inputs: { timeoutMinutes: '1' }, pipeline: { speed: 1 } });
    assert.equal(step.result, 'Failed', step.log.join('\n'));
    assert.match(errorOf(step), /test_a \(tests\/test_it\.py:2\) was running, .*\(TESTS_TIMED_OUT\)$/s);
  });

  it('fetches a report that no exit value can take from files, and removes them', async () => {
    const workspace = addWorkspace();
    const step = await run(workspace, { 'pytest.ini': '', 'tests/test_it.py': LARGE });
    assert.equal(step.outputs['failed'], '500', step.log.join('\n').slice(-3000));
    assert.match(errorOf(step), /\(TESTS_FAILED\)$/);
    const pieces = workspace.requests.filter(
      ({ path, query }) => path.endsWith('export') && /report-/.test(String(query['path'])),
    );
    assert.ok(pieces.length > 0, 'no piece was fetched');
  });

  it('is red when a piece of its report is another one', async () => {
    const workspace = addWorkspace();
    workspace.addFault({ method: 'GET', path: '/api/2.0/workspace/export', merge: { content: 'AAAA' } });
    const step = await run(workspace, { 'pytest.ini': '', 'tests/test_it.py': LARGE });
    assert.match(errorOf(step), /incomplete or was changed.*\(REPORT_UNUSABLE\)$/s);
  });

  it('runs twice at once over one folder', async () => {
    const workspace = addWorkspace();
    const both = await Promise.all([
      run(workspace, GREEN, { inputs: { runName: 'one' } }),
      run(workspace, GREEN, { inputs: { runName: 'two' } }),
    ]);
    assert.deepEqual(
      both.map(({ outputs }) => outputs['passed']),
      ['1', '1'],
    );
  });

  it('runs on a cluster too', async () => {
    const step = await run(addWorkspace(), GREEN, {
      inputs: {
        newCluster: '{ spark_version: 17.3.x-scala2.13, node_type_id: Standard_DS3_v2, num_workers: 0 }',
      },
    });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  });
});
