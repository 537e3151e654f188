import assert from 'node:assert/strict';
import { decideVersion, type Decision } from '../../../../lib/versions/training/decide';
import type { NamedVersion } from '../../../../lib/versions/training/exit-value';
import type { NewVersion } from '../../../../lib/versions/training/facts';

const MODEL = 'main.ml.churn';
/** Run 10 with a task that ran as 11, failed, and ran again as 12; others are strangers. */
const run = { runId: '10', latest: new Set(['10', '12']), all: new Set(['10', '11', '12']) };

function version(number: number, ...jobRunIds: readonly string[]): NewVersion {
  return { number, mlflowRunId: `run-${number}`, jobRunIds };
}

function member(number: number, model?: string): NamedVersion {
  return { form: 'member', version: number, model };
}

interface Case {
  readonly when: string;
  readonly versions: readonly NewVersion[];
  readonly named?: NamedVersion;
  /** The number found, with what was left behind; or the code of the refusal; or nothing. */
  readonly is: number | readonly [found: number, ...leftBehind: readonly number[]] | string;
}

const CASES: readonly Case[] = [
  { when: 'there is no version', versions: [], is: 'nothing' },
  { when: 'one carries the id of the task', versions: [version(4, '12')], is: 4 },
  { when: 'one carries the id of the run itself', versions: [version(4, '10')], is: 4 },
  { when: 'one carries several ids, one of them ours', versions: [version(4, '77', '10')], is: 4 },
  { when: 'one carries the id of an attempt that was retried', versions: [version(4, '11')], is: 4 },
  { when: 'both attempts registered', versions: [version(4, '11'), version(5, '12')], is: [5, 4] },
  { when: 'a newer one is of another run', versions: [version(4, '12'), version(5, '77')], is: 4 },
  { when: 'a newer one says nothing', versions: [version(4, '12'), version(5)], is: 4 },
  { when: 'all are of other runs', versions: [version(4, '76'), version(5, '77')], is: 'nothing' },
  { when: 'the only one says nothing', versions: [version(4)], is: 'nothing' },
  { when: 'two are of the last attempt', versions: [version(4, '12'), version(5, '12')], is: 'VERSION_AMBIGUOUS' },
  { when: 'two are of the first attempt', versions: [version(4, '11'), version(5, '11')], is: 'VERSION_AMBIGUOUS' },
  {
    when: 'two are ours and the notebook names one',
    versions: [version(4, '12'), version(5, '12')],
    named: member(4),
    is: [4, 5],
  },
  { when: 'the notebook names one that says nothing', versions: [version(4), version(5)], named: member(4), is: 4 },
  { when: 'the notebook names it with its model', versions: [version(4)], named: member(4, MODEL), is: 4 },
  {
    when: 'the notebook names another model',
    versions: [version(4, '12')],
    named: member(4, 'x'),
    is: 'VERSION_UNDER_OTHER_NAME',
  },
  {
    when: 'the notebook names one that is not new',
    versions: [version(4, '12')],
    named: member(3),
    is: 'NAMED_VERSION_REFUSED',
  },
  {
    when: 'the notebook names one of another run',
    versions: [version(4, '77')],
    named: member(4),
    is: 'NAMED_VERSION_REFUSED',
  },
  {
    when: 'the notebook contradicts the ids',
    versions: [version(4, '12'), version(5)],
    named: member(5),
    is: 'VERSION_AMBIGUOUS',
  },
  {
    when: 'the notebook names a word',
    versions: [version(4, '12')],
    named: { form: 'unusable', text: 'latest' },
    is: 'NAMED_VERSION_REFUSED',
  },
  {
    when: 'a number alone is one that says nothing',
    versions: [version(4)],
    named: { form: 'number', version: 4 },
    is: 4,
  },
  {
    when: 'a number alone is no version',
    versions: [version(4, '12')],
    named: { form: 'number', version: 900 },
    is: 4,
  },
  {
    when: 'a number alone is a version of another run',
    versions: [version(1, '77'), version(4, '12')],
    named: { form: 'number', version: 1 },
    is: 4,
  },
  { when: 'a number alone is all there is', versions: [], named: { form: 'number', version: 1 }, is: 'nothing' },
  {
    when: 'a number alone chooses among ours',
    versions: [version(4, '12'), version(5, '12')],
    named: { form: 'number', version: 5 },
    is: [5, 4],
  },
  {
    when: 'a number alone contradicts the ids',
    versions: [version(4, '12'), version(5)],
    named: { form: 'number', version: 5 },
    is: 'VERSION_AMBIGUOUS',
  },
];

function brief(decision: Decision): Case['is'] {
  switch (decision.kind) {
    case 'nothing':
      return 'nothing';
    case 'refused':
      return decision.code;
    case 'found':
      return decision.leftBehind.length === 0
        ? decision.version.number
        : [decision.version.number, ...decision.leftBehind];
  }
}

describe('the version that a training registered', () => {
  for (const { when, versions, named, is } of CASES) {
    const words = typeof is === 'string' ? is : `version ${[is].flat().join(', not ')}`;
    it(`is ${words} when ${when}`, () => {
      assert.deepEqual(brief(decideVersion({ model: MODEL, run, versions, named })), is);
      assert.deepEqual(brief(decideVersion({ model: MODEL, run, versions: versions.toReversed(), named })), is);
    });
  }

  it('is told with the id that proves it', () => {
    const decision = decideVersion({ model: MODEL, run, versions: [version(4, '77', '12')], named: undefined });
    assert.equal(decision.kind === 'found' && decision.because, 'it carries the ID of this job run (12)');
  });

  it('is listed with its MLflow run among several', () => {
    const decision = decideVersion({
      model: MODEL,
      run,
      versions: [version(4, '12'), version(5, '12')],
      named: undefined,
    });
    assert.equal(
      decision.kind === 'refused' && decision.text.what,
      'Run 10 registered 2 versions of main.ml.churn: version 4 (MLflow run run-4), version 5 (MLflow run run-5).',
    );
  });
});
