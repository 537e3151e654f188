import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Run } from '../../../../lib/databricks/wire/run';
import { waitForRun, type WaitOptions } from '../../../../lib/runs/wait/wait';
import { ScriptedService, START, type Answer, type Script } from '../../../kit/http/scripted-service';
import { RecordingHost } from '../../../kit/recording-host';
import { CANCEL, ended, FAILED, GET, RUN_URL, runJson, RUNNING, SUCCEEDED, taskJson } from '../../../kit/run-json';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Fixture {
  readonly service: ScriptedService;
  readonly host: RecordingHost;
  readonly wait: (options?: Partial<WaitOptions>) => Promise<Run>;
}

function newFixture(script: Script): Fixture {
  const service = new ScriptedService(script);
  const host = new RecordingHost({ clock: service.clock });
  const base = {
    workspace: service.workspace,
    host,
    seen: undefined,
    timeoutMinutes: undefined,
    onTimeout: 'cancel',
  } as const;
  return { service, host, wait: (options = {}) => waitForRun('812', { ...base, ...options }) };
}

/** What the service says, by how long the wait has lasted. */
function during(stretches: readonly (readonly [fromMs: number, answer: Answer])[], now: () => number): Answer {
  return () => stretches.findLast(([from]) => now() - START >= from)?.[1] ?? 'lost';
}

function timeline(stretches: readonly (readonly [fromMs: number, answer: Answer])[], more: Script = {}): Fixture {
  const made: Fixture = newFixture({ [GET]: () => during(stretches, () => made.service.clock.now()), ...more });
  return made;
}

function refusal(code: string, lines: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof UserError && error.code === code && lines.test(error.lines);
}

describe('waitForRun', () => {
  it('says each change once, and resolves however the run ended', async () => {
    const { host, wait } = newFixture({
      [GET]: [runJson({ status: { state: 'PENDING' } }), runJson(RUNNING), runJson(RUNNING), runJson(FAILED)],
    });
    assert.equal((await wait()).state.resultState, 'FAILED');
    assert.deepEqual(host.lines, [
      `Run 812: PENDING — ${RUN_URL}`,
      'Run 812: PENDING → RUNNING',
      'Run 812: RUNNING → FAILED',
    ]);
    assert.deepEqual(
      host.progress.args.map(([percent]) => percent),
      [],
    );
  });

  it('does not look again at a run that it is shown ended', async () => {
    const { service, wait } = newFixture({ [GET]: runJson(SUCCEEDED) });
    const seen = await service.workspace.runs.run('812');
    assert.equal(await wait({ seen }), seen);
    assert.equal(service.to(GET).length, 1);
  });

  it('shows how many of several tasks are done', async () => {
    const withTasks = (...states: JsonObject[]): JsonObject =>
      runJson(RUNNING, { tasks: states.map((state, index) => taskJson(`t${index}`, state)) });
    const { host, wait } = newFixture({
      [GET]: [withTasks(RUNNING, RUNNING, RUNNING), withTasks(SUCCEEDED, RUNNING, RUNNING), runJson(SUCCEEDED)],
    });
    await wait();
    assert.deepEqual(
      host.progress.args.map(([percent]) => percent),
      [0, 33],
    );
  });

  const PACES: readonly { lastsMs: number; atMost: number; atLeast: number }[] = [
    { lastsMs: 5000, atLeast: 5, atMost: 7 },
    { lastsMs: 10 * MINUTE, atLeast: 40, atMost: 80 },
    { lastsMs: 10 * HOUR, atLeast: 1700, atMost: 1900 },
  ];
  for (const { lastsMs, atLeast, atMost } of PACES) {
    it(`looks ${atLeast} to ${atMost} times at a run of ${lastsMs / 1000} s`, async () => {
      const { service, wait } = timeline([
        [0, runJson(RUNNING)],
        [lastsMs, runJson(SUCCEEDED)],
      ]);
      await wait();
      const looks = service.to(GET).length;
      assert.ok(looks >= atLeast && looks <= atMost, String(looks));
    });
  }

  it('refuses a state that it does not know', async () => {
    const { wait } = newFixture({ [GET]: runJson({ status: { state: 'HIBERNATING' } }) });
    await assert.rejects(
      wait(),
      refusal('RUN_STATE_UNKNOWN', /status 'HIBERNATING', life cycle ''\.\nFix: Look at https/),
    );
  });

  for (const loss of ['lost', { status: 503 }, { status: 429 }] as const) {
    it(`bears it when the service answers ${JSON.stringify(loss)} for less than 15 minutes`, async () => {
      const { host, wait } = timeline([
        [0, runJson(RUNNING)],
        [MINUTE, loss],
        [14 * MINUTE, runJson(SUCCEEDED)],
      ]);
      await wait();
      assert.equal(host.warnings.length, 1);
      assert.match(host.warnings[0] ?? '', /^Run 812: no contact .*trying again for up to 15 min$/);
      assert.match(host.lines.join('\n'), /Run 812: in contact again after 1[34] min/);
    });
  }

  it('gives up after 15 minutes without contact and leaves the run alone', async () => {
    const { service, wait } = timeline([
      [0, runJson(RUNNING)],
      [HOUR, 'lost'],
    ]);
    await assert.rejects(
      wait(),
      refusal('CONTACT_LOST', /could not be seen for 15 min.*did not touch it.*\nFix: Look at the run in/),
    );
    assert.equal(service.to(CANCEL).length, 0);
    assert.ok(service.clock.now() - START < HOUR + 17 * MINUTE);
  });

  it('counts the silence anew after each contact', async () => {
    const stretches = [0, 10, 12, 24, 26, 38].map((minute, index) => {
      return [minute * MINUTE, index % 2 === 0 ? runJson(RUNNING) : 'lost'] as const;
    });
    const { host, wait } = timeline([...stretches, [40 * MINUTE, runJson(SUCCEEDED)]]);
    await wait();
    assert.equal(host.warnings.length, 3);
  });

  for (const status of [401, 403, 400]) {
    it(`fails at once on an answer of status ${status}`, async () => {
      const { service, wait } = newFixture({ [GET]: [runJson(RUNNING), { status, body: '{"message":"no"}' }] });
      await assert.rejects(wait(), /no/);
      assert.equal(service.to(GET).length, 2);
    });
  }

  it('says of a run that is gone that there is none', async () => {
    const { wait } = newFixture({
      [GET]: { status: 400, body: '{"error_code":"INVALID_PARAMETER_VALUE","message":"Run 812 does not exist."}' },
    });
    await assert.rejects(wait(), refusal('RUN_NOT_FOUND', /There is no run 812/));
  });

  it('cancels a run of its own at the timeout', async () => {
    const { service, wait } = newFixture({ [GET]: runJson(RUNNING), [CANCEL]: {} });
    const lines = /Run 812 was not over after 5 min.*'timeoutMinutes' \(5\); Databricks accepted the cancellation/;
    await assert.rejects(wait({ timeoutMinutes: 5 }), refusal('RUN_TIMED_OUT', lines));
    assert.equal(service.to(CANCEL).length, 1);
  });

  it('lets the service end a run that knows the limit itself', async () => {
    const { service, wait } = timeline([
      [0, runJson(RUNNING)],
      [5 * MINUTE, runJson(ended(['CLIENT_ERROR', 'CANCELED'], 'TIMEDOUT'))],
    ]);
    assert.equal((await wait({ timeoutMinutes: 5, leewayMs: 30_000 })).state.resultState, 'TIMEDOUT');
    assert.equal(service.to(CANCEL).length, 0);
  });

  it('leaves the run of another step alone at the timeout', async () => {
    const { service, wait } = newFixture({ [GET]: runJson(RUNNING) });
    const options = wait({ timeoutMinutes: 5, onTimeout: 'leave' });
    await assert.rejects(options, refusal('RUN_TIMED_OUT', /left alone, since another step started it/));
    assert.equal(service.to(CANCEL).length, 0);
  });

  it('counts the time that a run had taken before it was attached to', async () => {
    const { service, wait } = newFixture({ [GET]: runJson(RUNNING, { start_time: START - 4 * MINUTE }), [CANCEL]: {} });
    await assert.rejects(wait({ timeoutMinutes: 5 }), /was not over after 5 min/);
    assert.ok(service.clock.now() - START < 2 * MINUTE);
  });

  it('ends at once when the pipeline is cancelled', async () => {
    const { service, host, wait } = newFixture({ [GET]: runJson(RUNNING) });
    service.clock.at(START + MINUTE, () => host.cancel());
    await assert.rejects(wait(), /The pipeline was cancelled/);
    assert.deepEqual([service.clock.sleeping, service.clock.now() - START < 2 * MINUTE], [0, true]);
  });
});
