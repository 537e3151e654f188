import assert from 'node:assert/strict';
import type { Prediction } from '../../../lib/compliance/probe/probe';
import type { ProbeOutcome } from '../../../lib/compliance/probe/probe-model';
import { jobFacts } from '../../../lib/compliance/reading/job-facts';

const ENVIRONMENT = {
  version: '5',
  isAskedFor: false,
  python: '3.12',
  madeWith: '3.12.3',
  dependencies: [],
  dropped: [],
};
const RUN = { environment: ENVIRONMENT, isOnCluster: false, runId: '7', runUrl: 'https://adb-1/run/7' };
const EXTENT = { type: 'DataFrame', shape: [2, 1], columns: ['age'] };
const ANSWERED = { outcome: 'ok', seconds: 1.5, input: EXTENT, output: { ...EXTENT, shape: [2] }, missing: 0 } as const;
const BROKEN = { outcome: 'failed', seconds: 1, phase: 'predict', reason: 'raised', message: 'OSError: no' } as const;
const SECRET = `dapi${'0'.repeat(32)}`;

const probed = (prediction: Prediction | undefined, more: Partial<ProbeOutcome & { kind: 'probed' }> = {}) =>
  ({
    ...RUN,
    kind: 'probed',
    probe: { python: '3.12.4', prediction, checks: [], checksProblem: undefined },
    ...more,
  }) as ProbeOutcome;

describe('What the job of a check found', () => {
  const SMOKE: readonly { what: string; prediction: Prediction; outcome: string; reason: string }[] = [
    {
      what: 'an answer',
      prediction: ANSWERED,
      outcome: 'passed',
      reason: 'it answered 2 rows with 2 predictions in 1.5 s',
    },
    {
      what: 'an answer with holes',
      prediction: { ...ANSWERED, missing: 1 },
      outcome: 'failed',
      reason: 'it answered 2 rows with 2 predictions in 1.5 s, and 1 of them are missing or not a number',
    },
    {
      what: 'an error',
      prediction: BROKEN,
      outcome: 'failed',
      reason: 'it did not answer its input example: OSError: no',
    },
    {
      what: 'a model that kills its process as it is loaded',
      prediction: { ...BROKEN, phase: 'load', reason: 'killed', message: 'its process was ended by SIGSEGV' },
      outcome: 'failed',
      reason: 'it could not be loaded: its process was ended by SIGSEGV',
    },
    {
      what: 'no example',
      prediction: { ...BROKEN, reason: 'noExample' },
      outcome: 'failed',
      reason: 'it loads, but has no input example to answer',
    },
    {
      what: 'an error with a secret',
      prediction: { ...BROKEN, message: `OSError: ${SECRET}` },
      outcome: 'failed',
      reason:
        'it did not answer its input example: (its text is not shown, since it looks like it holds a Databricks token)',
    },
  ];
  for (const { what, prediction, outcome, reason } of SMOKE) {
    it(`is told for ${what}`, () => {
      const { smoke } = jobFacts(probed(prediction));
      assert.deepEqual([smoke?.outcome, smoke?.reason], [outcome, reason]);
    });
  }

  it('is told for each check of the project', () => {
    const checks = [
      { name: 'a', seconds: 1, outcome: 'passed' },
      { name: 'b', seconds: 1, outcome: 'failed', message: `it found ${SECRET}` },
      { name: 'c', seconds: 1, outcome: 'error', reason: 'raised', message: 'ValueError: no luck' },
      { name: 'd', seconds: 300, outcome: 'error', reason: 'timedOut', message: 'it was stopped after 300 s' },
    ] as const;
    const probe = { python: '3.12.4', prediction: undefined, checks, checksProblem: 'it cannot be imported' };
    assert.deepEqual(
      jobFacts({ ...RUN, kind: 'probed', probe }).custom?.map(({ name, outcome, reason }) => [name, outcome, reason]),
      [
        ['the file', 'error', 'it cannot be imported'],
        ['a', 'passed', ''],
        ['b', 'failed', '(its text is not shown, since it looks like it holds a Databricks token)'],
        ['c', 'error', 'it raised ValueError: no luck'],
        ['d', 'error', 'it was stopped after 300 s'],
      ],
    );
  });

  const PLACES: readonly { what: string; outcome: ProbeOutcome; where: string }[] = [
    { what: 'the environment', outcome: probed(ANSWERED), where: 'environment 5, Python 3.12.4; https://adb-1/run/7' },
    {
      what: 'an environment that somebody asked for and whose Python differs',
      outcome: probed(ANSWERED, { environment: { ...ENVIRONMENT, isAskedFor: true, madeWith: '3.11.7' } }),
      where: 'environment 5 as asked for, Python 3.12.4, although the model was made with 3.11.7; https://adb-1/run/7',
    },
    {
      what: 'a cluster',
      outcome: probed(ANSWERED, { isOnCluster: true }),
      where: 'on a cluster, Python 3.12.4; https://adb-1/run/7',
    },
    {
      what: 'an environment that could not be made',
      outcome: { ...RUN, kind: 'unbuildable', reason: 'no' },
      where: 'environment 5, Python 3.12; https://adb-1/run/7',
    },
  ];
  for (const { what, outcome, where } of PLACES) {
    it(`names ${what}`, () => assert.equal(jobFacts(outcome).smoke?.where, where));
  }
});
