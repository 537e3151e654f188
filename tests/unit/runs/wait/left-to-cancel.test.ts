import assert from 'node:assert/strict';
import type { Start } from '../../../../lib/databricks/jobs';
import { forgetStart, keepStart, keptStart, LEFT_TO_CANCEL } from '../../../../lib/runs/wait/left-to-cancel';
import { DatabricksRunJob } from '../../../../tasks/DatabricksRunJob/definition';
import { MLflowPromoteModel } from '../../../../tasks/MLflowPromoteModel/definition';
import { MLflowRegisterModel } from '../../../../tasks/MLflowRegisterModel/definition';
import { MLflowTrainModel } from '../../../../tasks/MLflowTrainModel/definition';
import { RecordingHost } from '../../../kit/recording-host';

const START: Start = {
  path: '/api/2.2/jobs/run-now',
  body: { job_id: 9_007_199_254_740_993n, notebook_params: { note: '$(secret) – "ä"\n;]\ud800' } },
  doing: 'Starting job 7',
  permission: 'x',
};

describe('a start without an answer', () => {
  it('comes back as it was, ids and all', () => {
    const host = new RecordingHost();
    assert.equal(keepStart({ start: START, token: 't0' }, host), true);
    assert.deepEqual(keptStart(host), { start: START, token: 't0' });
    // What the agent would take for a variable, a property or a second line.
    assert.doesNotMatch(host.recall('startToCancel') ?? '', /\$|\n|;|]/);
    forgetStart(host);
    assert.equal(keptStart(host), undefined);
  });

  it('is not kept where it is longer than a variable can be', () => {
    const host = new RecordingHost();
    const start = { ...START, body: { text: 'x'.repeat(32_000) } };
    assert.equal(keepStart({ start, token: 't0' }, host), false);
    assert.equal(keptStart(host), undefined);
  });

  it('is handed to the post-job step of every task that starts runs', () => {
    for (const { taskVariables } of [DatabricksRunJob, MLflowTrainModel, MLflowRegisterModel, MLflowPromoteModel]) {
      assert.deepEqual(taskVariables, LEFT_TO_CANCEL);
    }
  });
});
