import assert from 'node:assert/strict';
import type { Ending } from '../../../../local/workspace/jobs/runs/ending';
import { decideStart, type Start } from '../../../../local/workspace/jobs/runs/start-decision';
import type { RunIf } from '../../../../local/workspace/jobs/settings/run-if';

describe('run_if', () => {
  const cases: readonly { runIf: RunIf; upstream: readonly Ending[]; start: Start }[] = [
    { runIf: 'ALL_SUCCESS', upstream: [], start: 'start' },
    { runIf: 'ALL_SUCCESS', upstream: ['success', 'success'], start: 'start' },
    { runIf: 'ALL_SUCCESS', upstream: ['success', 'excluded'], start: 'start' },
    { runIf: 'ALL_SUCCESS', upstream: ['success', 'failed'], start: 'upstreamFailed' },
    { runIf: 'ALL_SUCCESS', upstream: ['success', 'timedOut'], start: 'upstreamFailed' },
    { runIf: 'ALL_SUCCESS', upstream: ['success', 'unavailable'], start: 'upstreamFailed' },
    { runIf: 'ALL_SUCCESS', upstream: ['upstreamFailed'], start: 'upstreamFailed' },
    { runIf: 'ALL_SUCCESS', upstream: ['success', 'canceled'], start: 'upstreamCanceled' },
    { runIf: 'ALL_SUCCESS', upstream: ['upstreamCanceled'], start: 'upstreamCanceled' },
    { runIf: 'ALL_SUCCESS', upstream: ['canceled', 'failed'], start: 'upstreamFailed' },
    { runIf: 'AT_LEAST_ONE_SUCCESS', upstream: ['success', 'failed'], start: 'start' },
    { runIf: 'AT_LEAST_ONE_SUCCESS', upstream: ['failed', 'failed'], start: 'upstreamFailed' },
    { runIf: 'NONE_FAILED', upstream: ['success', 'excluded'], start: 'start' },
    { runIf: 'NONE_FAILED', upstream: ['success', 'failed'], start: 'upstreamFailed' },
    { runIf: 'ALL_DONE', upstream: ['failed', 'canceled'], start: 'start' },
    { runIf: 'AT_LEAST_ONE_FAILED', upstream: ['success', 'failed'], start: 'start' },
    { runIf: 'AT_LEAST_ONE_FAILED', upstream: ['success', 'canceled'], start: 'start' },
    { runIf: 'AT_LEAST_ONE_FAILED', upstream: ['success', 'success'], start: 'excluded' },
    { runIf: 'ALL_FAILED', upstream: ['failed', 'failed'], start: 'start' },
    { runIf: 'ALL_FAILED', upstream: ['failed', 'success'], start: 'excluded' },
    { runIf: 'ALL_DONE', upstream: ['excluded', 'excluded'], start: 'excluded' },
  ];
  for (const { runIf, upstream, start } of cases) {
    it(`${runIf} after [${upstream.join(', ')}] means ${start}`, () => {
      assert.equal(decideStart(runIf, upstream), start);
    });
  }
});
