import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { readRun, type Run } from '../../../../lib/databricks/wire/run';
import { changesBetween, percentDone } from '../../../../lib/runs/wait/changes';
import { FAILED, RUN_URL, runJson, RUNNING, SUCCEEDED, taskJson } from '../../../kit/run-json';

const run = (state: JsonObject, tasks: readonly JsonObject[] = []): Run => readRun(runJson(state, { tasks }), '812');
const PENDING = { status: { state: 'PENDING' } };
const QUEUED = { status: { state: 'QUEUED', queue_details: { message: 'Too many runs' } } };

describe('changesBetween', () => {
  const CASES: readonly { what: string; before: Run | undefined; now: Run; lines: readonly string[] }[] = [
    {
      what: 'a first look, with the link',
      before: undefined,
      now: run(PENDING),
      lines: [`Run 812: PENDING — ${RUN_URL}`],
    },
    { what: 'nothing where nothing changed', before: run(RUNNING), now: run(RUNNING), lines: [] },
    {
      what: 'a change without the link',
      before: run(PENDING),
      now: run(RUNNING),
      lines: ['Run 812: PENDING → RUNNING'],
    },
    { what: 'how a run ended', before: run(RUNNING), now: run(FAILED), lines: ['Run 812: RUNNING → FAILED'] },
    {
      what: 'why a run is queued',
      before: run(PENDING),
      now: run(QUEUED),
      lines: ['Run 812: PENDING → QUEUED (Too many runs)'],
    },
    {
      what: 'nothing of a single task',
      before: run(RUNNING, [taskJson('a', PENDING)]),
      now: run(RUNNING, [taskJson('a', RUNNING)]),
      lines: [],
    },
    {
      what: 'each of several tasks that changed',
      before: run(RUNNING, [taskJson('a', RUNNING), taskJson('b', RUNNING)]),
      now: run(RUNNING, [
        taskJson('a', SUCCEEDED, { run_page_url: 'https://x/a' }),
        taskJson('b', RUNNING),
        taskJson('c', PENDING),
      ]),
      lines: ['  Task a: RUNNING → SUCCESS — https://x/a', '  Task c: PENDING'],
    },
    {
      what: 'a further attempt in the same state',
      before: run(RUNNING, [taskJson('a', RUNNING), taskJson('b', RUNNING)]),
      now: run(RUNNING, [taskJson('a', RUNNING, { attempt_number: 1 }), taskJson('b', RUNNING)]),
      lines: ['  Task a (attempt 2): RUNNING → RUNNING'],
    },
  ];
  for (const { what, before, now, lines } of CASES) {
    it(`says ${what}`, () => assert.deepEqual(changesBetween(before, now), lines));
  }
});

describe('percentDone', () => {
  const SHARES = [
    { tasks: [], percent: undefined },
    { tasks: [SUCCEEDED], percent: undefined },
    { tasks: [SUCCEEDED, RUNNING, RUNNING], percent: 33 },
    { tasks: [SUCCEEDED, FAILED], percent: 100 },
  ];
  for (const { tasks, percent } of SHARES) {
    it(`is ${percent} of ${tasks.length} tasks`, () => {
      const ofTasks = tasks.map((state, index) => taskJson(`t${index}`, state));
      assert.equal(percentDone(run(RUNNING, ofTasks)), percent);
    });
  }
});
