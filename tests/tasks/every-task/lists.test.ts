import assert from 'node:assert/strict';
import type { Fault } from '../../../local/workspace/http/fault';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { runStep } from '../../kit/tasks/pipeline';
import { count, GET_RUN, RUN_NOW, useWorkspaces } from '../../kit/tasks/workspace-under-test';

const LIST = '/api/2.2/jobs/list';

describeOnNode('DatabricksRunJob with lists of many pages', (node) => {
  const newWorkspace = useWorkspaces();

  /** A page with one job on it. */
  const page = (number: number, name: string, next: string): Fault => ({
    method: 'GET',
    path: LIST,
    status: 200,
    body: { jobs: [{ job_id: number, settings: { name } }], next_page_token: next },
  });

  it('finds a second job of the name on the last of seven pages, and starts neither', async () => {
    const workspace = newWorkspace();
    for (let number = 1; number <= 7; number += 1) {
      const isLast = number === 7;
      workspace.addFault(page(number, number === 1 || isLast ? 'train' : 'other', isLast ? '' : `page-${number + 1}`));
    }
    const step = await runStep({ workspace, node }, { jobName: 'train' });
    assert.equal(step.result, 'Failed');
    assert.match(
      step.issues.at(-1)?.message ?? '',
      /^2 jobs have the name 'train': 1 .*, 7 .*\(JOB_NAME_AMBIGUOUS\)$/s,
    );
    assert.equal(count(workspace, 'POST', RUN_NOW), 0);
  });

  it('fails when the pages of a run repeat themselves', async () => {
    const workspace = newWorkspace();
    const body = { run_id: 5, next_page_token: 'again' };
    workspace.addFault({ method: 'GET', path: GET_RUN, status: 200, body, skip: 1, times: Infinity });
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/sleeps' });
    assert.equal(step.result, 'Failed');
    assert.match(
      step.issues.at(-1)?.message ?? '',
      /^Reading run \d+: page 3 repeats a page that was already read\.\nFix: .* \(LIST_ENDLESS\)$/,
    );
    assert.ok(step.outputs['runId'], 'later steps have no id of the run');
  });
});
