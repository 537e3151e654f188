import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { outcomeOf, phaseOf, stateWord, type Phase } from '../../../../lib/runs/outcome/outcome';
import { ended, stateOf } from '../../../kit/run-json';

const old = (life_cycle_state: string, result_state?: string): JsonObject => ({
  state: { life_cycle_state, ...(result_state === undefined ? {} : { result_state }) },
});
const status = (state: string): JsonObject => ({ status: { state } });

describe('phaseOf', () => {
  const CASES: readonly (readonly [json: JsonObject, phase: Phase])[] = [
    ...['BLOCKED', 'PENDING', 'QUEUED', 'WAITING', 'RUNNING'].map((state) => [status(state), 'alive'] as const),
    [status('TERMINATING'), 'ending'],
    [status('TERMINATED'), 'ended'],
    ...['QUEUED', 'PENDING', 'RUNNING', 'BLOCKED', 'WAITING_FOR_RETRY'].map((state) => [old(state), 'alive'] as const),
    [old('TERMINATING'), 'ending'],
    ...['TERMINATED', 'SKIPPED', 'INTERNAL_ERROR'].map((state) => [old(state), 'ended'] as const),
    [{ ...status('RUNNING'), ...old('TERMINATED') }, 'alive'],
    [{ ...status('TERMINATED'), ...old('RUNNING') }, 'ended'],
    [{ ...status('HIBERNATING'), ...old('RUNNING') }, 'alive'],
    [status('HIBERNATING'), 'unknown'],
    [old('HIBERNATING'), 'unknown'],
    [{}, 'unknown'],
  ];
  for (const [json, phase] of CASES) {
    it(`takes ${JSON.stringify(json)} as ${phase}`, () => assert.equal(phaseOf(stateOf(json)), phase));
  }
});

describe('outcomeOf', () => {
  const SUCCESSES: readonly JsonObject[] = [
    ended(['SUCCESS', 'SUCCESS'], 'SUCCESS'),
    ended(['SUCCESS', 'SUCCESS']),
    old('TERMINATED', 'SUCCESS'),
  ];
  for (const json of SUCCESSES) {
    it(`takes ${JSON.stringify(json)} as a success`, () => {
      assert.deepEqual([outcomeOf(stateOf(json)).succeeded, outcomeOf(stateOf(json)).resultState], [true, 'SUCCESS']);
    });
  }

  const CODES: readonly (readonly [type: string, code: string, resultState: string])[] = [
    ['SUCCESS', 'SUCCESS_WITH_FAILURES', 'SUCCESS_WITH_FAILURES'],
    ['CLIENT_ERROR', 'USER_CANCELED', 'CANCELED'],
    ['CLIENT_ERROR', 'CANCELED', 'CANCELED'],
    ['CLIENT_ERROR', 'SKIPPED', 'SKIPPED'],
    ['CLIENT_ERROR', 'MAX_CONCURRENT_RUNS_EXCEEDED', 'SKIPPED'],
    ['CLIENT_ERROR', 'DISABLED', 'DISABLED'],
    ['CLIENT_ERROR', 'RUN_EXECUTION_ERROR', 'FAILED'],
    ['CLIENT_ERROR', 'LIBRARY_INSTALLATION_ERROR', 'FAILED'],
    ['INTERNAL_ERROR', 'INTERNAL_ERROR', 'INTERNAL_ERROR'],
    ['INTERNAL_ERROR', 'DRIVER_ERROR', 'INTERNAL_ERROR'],
    ['CLOUD_FAILURE', 'CLOUD_FAILURE', 'INTERNAL_ERROR'],
    ['NEW_TYPE', 'NEW_CODE', 'UNKNOWN'],
    ['SUCCESS', 'NEW_CODE', 'UNKNOWN'],
    ['CLIENT_ERROR', 'SUCCESS', 'UNKNOWN'],
  ];
  const RESULTS = [
    'FAILED',
    'TIMEDOUT',
    'CANCELED',
    'MAXIMUM_CONCURRENT_RUNS_REACHED',
    'EXCLUDED',
    'SUCCESS_WITH_FAILURES',
    'UPSTREAM_FAILED',
    'UPSTREAM_CANCELED',
    'DISABLED',
    'SOMETHING_NEW',
  ];
  const NO_SUCCESSES: readonly (readonly [json: JsonObject, resultState: string])[] = [
    ...CODES.map(([type, code, resultState]) => [ended([type, code]), resultState] as const),
    ...RESULTS.map((result) => [old('TERMINATED', result), result] as const),
    // Where the two descriptions disagree, the worse one counts.
    ...RESULTS.map((result) => [ended(['SUCCESS', 'SUCCESS'], result), result] as const),
    [ended(['CLIENT_ERROR', 'RUN_EXECUTION_ERROR'], 'SUCCESS'), 'UNKNOWN'],
    [ended(['SUCCESS', 'SUCCESS_WITH_FAILURES'], 'SUCCESS'), 'UNKNOWN'],
    [{ ...status('TERMINATED'), ...old('TERMINATED', 'SUCCESS') }, 'UNKNOWN'],
    [{ ...ended(['SUCCESS', 'SUCCESS']), ...old('RUNNING') }, 'UNKNOWN'],
    [{ ...ended(['SUCCESS', 'SUCCESS']), ...old('INTERNAL_ERROR') }, 'INTERNAL_ERROR'],
    [{ ...ended(['SUCCESS', 'SUCCESS']), ...old('SKIPPED') }, 'SKIPPED'],
    [{ ...ended(['CLIENT_ERROR', 'RUN_EXECUTION_ERROR']), ...old('INTERNAL_ERROR', 'FAILED') }, 'FAILED'],
    [old('INTERNAL_ERROR', 'SUCCESS'), 'UNKNOWN'],
    [old('INTERNAL_ERROR'), 'INTERNAL_ERROR'],
    [old('SKIPPED'), 'SKIPPED'],
    [old('TERMINATED'), 'UNKNOWN'],
    [status('TERMINATED'), 'UNKNOWN'],
    [status('RUNNING'), 'UNKNOWN'],
    [old('RUNNING', 'SUCCESS'), 'UNKNOWN'],
    [{ ...status('HIBERNATING'), ...old('TERMINATED', 'SUCCESS') }, 'UNKNOWN'],
    [{}, 'UNKNOWN'],
  ];
  for (const [json, resultState] of NO_SUCCESSES) {
    it(`takes ${JSON.stringify(json)} as ${resultState}, no success`, () => {
      const outcome = outcomeOf(stateOf(json));
      assert.deepEqual([outcome.succeeded, outcome.resultState], [false, resultState]);
    });
  }

  const REASONS: readonly (readonly [json: JsonObject, because: string])[] = [
    [ended(['CLIENT_ERROR', 'CLUSTER_ERROR', 'No quota.']), 'CLUSTER_ERROR: No quota.'],
    [ended(['CLIENT_ERROR', 'CLUSTER_ERROR', '']), 'CLUSTER_ERROR'],
    [{ state: { life_cycle_state: 'SKIPPED', state_message: 'Too many.' } }, 'SKIPPED: Too many.'],
    [status('TERMINATED'), 'no termination code'],
  ];
  for (const [json, because] of REASONS) {
    it(`gives '${because}' as the reason`, () => assert.equal(outcomeOf(stateOf(json)).because, because));
  }
});

describe('stateWord', () => {
  const WORDS: readonly (readonly [json: JsonObject, word: string])[] = [
    [status('RUNNING'), 'RUNNING'],
    [old('WAITING_FOR_RETRY'), 'WAITING_FOR_RETRY'],
    [old('TERMINATED', 'TIMEDOUT'), 'TIMEDOUT'],
    [{}, 'no state'],
  ];
  for (const [json, word] of WORDS) {
    it(`says ${word} of ${JSON.stringify(json)}`, () => assert.equal(stateWord(stateOf(json)), word));
  }
});
