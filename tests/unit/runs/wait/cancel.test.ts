import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import { cancelRun, type CancelReport } from '../../../../lib/runs/wait/cancel';
import { cancellingWithPipeline } from '../../../../lib/runs/wait/cancel-with-pipeline';
import { ScriptedService, START, type Script } from '../../../kit/http/scripted-service';
import { RecordingHost } from '../../../kit/recording-host';
import { CANCEL, FAILED, GET, runJson, RUNNING } from '../../../kit/run-json';

describe('cancelRun', () => {
  const CASES: readonly { when: string; script: Script; report: CancelReport }[] = [
    { when: 'the run ends', script: { [CANCEL]: {}, [GET]: [runJson(RUNNING), runJson(FAILED)] }, report: 'ended' },
    { when: 'the run goes on ending', script: { [CANCEL]: {}, [GET]: runJson(RUNNING) }, report: 'asked' },
    { when: 'the run cannot be read', script: { [CANCEL]: {}, [GET]: 'lost' }, report: 'asked' },
    { when: 'the service refuses', script: { [CANCEL]: { status: 403 } }, report: 'refused' },
    { when: 'nobody answers', script: { [CANCEL]: 'lost' }, report: 'refused' },
  ];
  for (const { when, script, report } of CASES) {
    it(`reports '${report}' when ${when}, before the agent kills the process`, async () => {
      const { workspace, clock } = new ScriptedService(script);
      assert.equal(await cancelRun('812', workspace, { clock }), report);
      assert.ok(clock.now() - START <= 3500, String(clock.now() - START));
    });
  }
});

describe('cancellingWithPipeline', () => {
  const failing = (isOurs: boolean, cancelled: boolean): Promise<UserError | Error> => {
    const { workspace, clock } = new ScriptedService({ [CANCEL]: {}, [GET]: runJson(FAILED) });
    const host = new RecordingHost({ clock });
    if (cancelled) {
      host.cancel();
    }
    const action = (): Promise<never> => Promise.reject(new Error('socket hang up'));
    return cancellingWithPipeline({ runId: '812', workspace, host, isOurs }, action).catch((error: Error) => error);
  };

  it('leaves an error alone that has nothing to do with a cancellation', async () => {
    assert.equal((await failing(true, false)).message, 'socket hang up');
  });

  const CASES = [
    { whose: 'its own run', isOurs: true, says: 'it was cancelled on Databricks and has ended' },
    { whose: 'the run of another step', isOurs: false, says: 'it was left alone, since another step started it' },
  ];
  for (const { whose, isOurs, says } of CASES) {
    it(`says of ${whose} that ${says}`, async () => {
      const error = await failing(isOurs, true);
      assert.ok(error instanceof UserError && error.code === 'CANCELED');
      assert.equal(error.message, `The pipeline was cancelled while run 812 was alive; ${says}.`);
    });
  }
});
