import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import { parseJson, type Json } from '../../../../lib/core/lossless-json';
import type { Start } from '../../../../lib/databricks/jobs';
import type { Run } from '../../../../lib/databricks/wire/run';
import { startRun } from '../../../../lib/runs/start/start';
import { startToken } from '../../../../lib/runs/start/token';
import { ScriptedService, START, type Script } from '../../../kit/http/scripted-service';
import { RecordingHost } from '../../../kit/recording-host';
import { FACTS } from '../../../kit/run-facts';
import { CANCEL, FAILED, GET, runJson, RUNNING, SUCCEEDED } from '../../../kit/run-json';

const ME = '/api/2.0/preview/scim/v2/Me';
const RUN_NOW = '/api/2.2/jobs/run-now';
const request: Start = {
  path: RUN_NOW,
  body: { job_id: 7, note: 'hunter22' },
  doing: 'Starting job 7',
  permission: 'x',
};
const EARLIER = { start_time: START - 60_000, end_time: START - 30_000 };
const TERMINATING = { status: { state: 'TERMINATING' } };
const ABSENT = { status: 400, body: '{"error_code":"INVALID_PARAMETER_VALUE","message":"Run 812 does not exist."}' };

interface Fixture {
  readonly service: ScriptedService;
  readonly host: RecordingHost;
  readonly start: (onRerun?: 'attach' | 'restart') => Promise<Run>;
  /** The tokens of all starts. */
  readonly tokens: () => readonly Json[];
}

function newFixture(script: Script): Fixture {
  const service = new ScriptedService({ [ME]: { userName: 'ada' }, [RUN_NOW]: { run_id: 812 }, ...script });
  const host = new RecordingHost({ clock: service.clock, secret: 'hunter22' });
  return {
    service,
    host,
    start: (onRerun = 'attach') => startRun(request, { workspace: service.workspace, host, onRerun }),
    tokens: () =>
      service
        .to(RUN_NOW)
        .map(
          ({ body }) =>
            (parseJson(typeof body === 'string' ? body : '') as Record<string, Json>)['idempotency_token'] ?? null,
        ),
  };
}

function token(count: number): string {
  return startToken(FACTS, count);
}

function code(expected: string): (error: unknown) => boolean {
  return (error) => error instanceof UserError && error.code === expected;
}

describe('startRun', () => {
  it('starts a run and gives it as first seen', async () => {
    const { host, start, tokens } = newFixture({ [GET]: runJson(RUNNING) });
    assert.equal((await start()).id, '812');
    assert.deepEqual([tokens(), host.recall('runToCancel')], [[token(0)], '812']);
    assert.equal(host.lines.at(-1), 'Run 812: started');
  });

  it('prints the request without secrets, so that a person can repeat it', async () => {
    const { host, start } = newFixture({ [GET]: runJson(RUNNING) });
    await start();
    assert.deepEqual(host.lines.slice(0, 5), [
      `Request: POST https://adb-1.7.azuredatabricks.net${RUN_NOW}`,
      '  | {',
      '  |   "job_id": 7,',
      '  |   "note": "***"',
      '  | }',
    ]);
  });

  it('asks with the same token again when the answer to a start is lost', async () => {
    const { start, tokens } = newFixture({
      [RUN_NOW]: ['lost', { status: 503 }, { run_id: 812 }],
      [GET]: runJson(RUNNING),
    });
    await start();
    assert.deepEqual(tokens(), [token(0), token(0), token(0)]);
  });

  it('waits until a run that was just started can be read', async () => {
    const { start } = newFixture({ [GET]: [ABSENT, ABSENT, runJson(RUNNING)] });
    assert.equal((await start()).id, '812');
  });

  it('does not wait for ever for a run to become readable', async () => {
    const { service, start } = newFixture({ [GET]: ABSENT });
    await assert.rejects(start(), code('RUN_NOT_FOUND'));
    assert.ok(service.clock.now() - START <= 31_000);
  });

  it('attaches to the run of an earlier attempt that is alive', async () => {
    const { host, start, tokens } = newFixture({ [GET]: runJson(RUNNING, EARLIER) });
    await start();
    assert.equal(tokens().length, 1);
    assert.match(host.lines.at(-1) ?? '', /attached; an earlier attempt of this step started it/);
  });

  it('looks past the runs of earlier attempts that have ended', async () => {
    const answers = [runJson(FAILED, EARLIER), runJson(SUCCEEDED, EARLIER), runJson(RUNNING)];
    const { host, start, tokens } = newFixture({ [GET]: answers });
    await start();
    assert.deepEqual(tokens(), [token(0), token(1), token(2)]);
    assert.match(host.lines.join('\n'), /it ended FAILED, 30 s ago\. Starting another/);
  });

  const OWN = [
    { what: 'has no start time yet', seen: runJson(RUNNING, { start_time: 0 }) },
    {
      what: 'began before it was asked for, by a clock that is a second behind',
      seen: runJson(RUNNING, { start_time: START - 1000 }),
    },
    { what: 'has already failed', seen: runJson(FAILED, { start_time: START - 500, end_time: START + 10 }) },
  ];
  for (const { what, seen } of OWN) {
    it(`takes a run for its own that ${what}`, async () => {
      const { service, start, tokens } = newFixture({ [GET]: seen });
      await start('restart');
      assert.deepEqual([tokens().length, service.to(CANCEL).length], [1, 0]);
    });
  }

  it('waits for the run of an earlier attempt that is ending, so that two never overlap', async () => {
    const ending = runJson(TERMINATING, EARLIER);
    const { service, start, tokens } = newFixture({
      [GET]: [ending, ending, runJson(FAILED, EARLIER), runJson(RUNNING)],
    });
    await start();
    assert.deepEqual(tokens(), [token(0), token(1)]);
    assert.deepEqual(service.clock.slept, [1000, 1000]);
    assert.equal(service.to(CANCEL).length, 0);
  });

  it('cancels the run of an earlier attempt where it shall restart, and waits for its end', async () => {
    const answers = [
      runJson(RUNNING, EARLIER),
      runJson(TERMINATING, EARLIER),
      runJson(FAILED, EARLIER),
      runJson(FAILED, EARLIER),
      runJson(RUNNING),
    ];
    const { service, start, tokens } = newFixture({ [GET]: answers, [CANCEL]: {} });
    await start('restart');
    assert.deepEqual([service.to(CANCEL).length, tokens()], [1, [token(0), token(1)]]);
  });

  it('does not start another where the earlier one cannot be cancelled', async () => {
    const { start, tokens } = newFixture({ [GET]: runJson(RUNNING, EARLIER), [CANCEL]: { status: 403 } });
    await assert.rejects(start('restart'), code('RESTART_REFUSED'));
    assert.equal(tokens().length, 1);
  });

  it('does not wait for ever in a state that it does not know', async () => {
    const { start } = newFixture({ [GET]: runJson({ status: { state: 'HIBERNATING' } }, EARLIER) });
    await assert.rejects(start(), code('RUN_STATE_UNKNOWN'));
  });

  it('gives up after fifty runs of earlier attempts', async () => {
    const { start, tokens } = newFixture({ [GET]: runJson(FAILED, EARLIER) });
    await assert.rejects(start(), code('STARTS_EXHAUSTED'));
    assert.equal(new Set(tokens()).size, 50);
  });

  it('starts nothing once the pipeline is cancelled', async () => {
    const { host, start, tokens } = newFixture({});
    host.cancel();
    await assert.rejects(start(), /cancelled/);
    assert.deepEqual(tokens(), []);
  });

  it('cancels the run when the pipeline is cancelled while the answer to the start is under way', async () => {
    const { service, host, start } = newFixture({
      [RUN_NOW]: () => {
        host.cancel();
        return { run_id: 812 };
      },
      [GET]: runJson(FAILED),
      [CANCEL]: {},
    });
    await assert.rejects(start(), (error) => {
      assert.ok(error instanceof UserError && error.code === 'CANCELED');
      assert.match(error.message, /while run 812 was alive; it was cancelled on Databricks and has ended/);
      return true;
    });
    assert.equal(service.to(CANCEL).length, 1);
  });

  it('says that it does not know whether a run started when the start gets no answer before the end', async () => {
    const { host, start } = newFixture({
      [RUN_NOW]: () => {
        host.cancel();
        return { status: 500 };
      },
    });
    await assert.rejects(start(), /a run may be alive/);
  });
});
