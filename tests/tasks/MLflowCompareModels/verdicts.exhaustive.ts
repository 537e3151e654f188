import assert from 'node:assert/strict';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import { comparisonOf, useCompareFixture, type CompareOptions } from '../../kit/tasks/compare-fixture';

/** 1 guesses, 2 knows, 3 is 2 again, 4 is backwards, 5 has no scores, 6 wants a column that nobody has. */
const MODELS = `
from sklearn.linear_model import LogisticRegression

class Broken(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        raise RuntimeError("the feature store is gone")

both = rows[["age", "visits"]]
known = LogisticRegression().fit(both, rows["churned"])
register(LogisticRegression().fit(rows[["visits"]], rows["churned"]), "leavers", inputs=["visits"])
register(known, "leavers")
register(known, "leavers")
register(LogisticRegression().fit(both, 1 - rows["churned"]), "leavers")
register(Broken(), "leavers", flavor=mlflow.pyfunc)
rows["income"] = 1.0
register(LogisticRegression().fit(rows[["age", "income"]], rows["churned"]), "leavers", inputs=["age", "income"])
rows = rows.drop(columns=["income"])
`;

interface Case {
  readonly what: string;
  readonly champion: number | undefined;
  readonly candidate: number;
  readonly options?: CompareOptions;
  readonly verdict: string;
  readonly because: RegExp;
  readonly result?: 'Failed';
  /** What promotion to champion then does. */
  readonly promotion: 'promoted' | 'kept' | 'Failed';
}

const EQUAL_IS_FINE = `  primary: { metric: average_precision, maximumLoss: 0.02 }
  promoteOn: [FIRST_MODEL, SUPERIOR, NON_INFERIOR]`;
const CASES: readonly Case[] = [
  {
    what: 'a first model',
    champion: undefined,
    candidate: 1,
    verdict: 'FIRST_MODEL',
    because: /nobody held/,
    promotion: 'promoted',
  },
  { what: 'a better one', champion: 1, candidate: 2, verdict: 'SUPERIOR', because: /is better/, promotion: 'promoted' },
  {
    what: 'an equal one',
    champion: 2,
    candidate: 3,
    verdict: 'NON_INFERIOR',
    because: /does not replace/,
    promotion: 'kept',
  },
  { what: 'a worse one', champion: 2, candidate: 4, verdict: 'INFERIOR', because: /worse/, promotion: 'kept' },
  {
    what: 'a broken one',
    champion: 2,
    candidate: 5,
    verdict: 'ERROR',
    because: /score-candidate failed \(NO_PREDICT_PROBA\): The model is a Broken/,
    result: 'Failed',
    promotion: 'Failed',
  },
  {
    what: 'one that wants a column that nobody has',
    champion: 2,
    candidate: 6,
    verdict: 'ERROR',
    because: /failed .*income/s,
    result: 'Failed',
    promotion: 'Failed',
  },
  {
    what: 'any against a champion that is broken',
    champion: 5,
    candidate: 2,
    verdict: 'INCONCLUSIVE',
    because: /champion, version 5, could not be scored: The model is a Broken, .*keeps its place/s,
    promotion: 'kept',
  },
  {
    what: 'an equal one where the policy takes that',
    champion: 2,
    candidate: 3,
    options: { rule: EQUAL_IS_FINE },
    verdict: 'NON_INFERIOR',
    because: /counts an equal model as better/,
    promotion: 'promoted',
  },
];

describe('MLflowCompareModels against real models', function () {
  this.timeout(600_000);
  const open = useCompareFixture('leavers', MODELS);
  const champion = { type: 'alias', name: 'champion' } as const;

  for (const { what, candidate, options = {}, ...expected } of CASES) {
    it(`${what}: ${expected.verdict}, and promotion: ${expected.promotion}`, async () => {
      const { model, check, compare, promote, holders, newFolder } = open();
      const evidence = newFolder();
      const inFolder = { ...options, evidence };
      await reset(expected.champion);
      await check(candidate, inFolder);
      const step = await compare(candidate, inFolder);
      assert.equal(step.outputs['verdict'], expected.verdict, step.log.join('\n'));
      assert.equal(step.result === 'Failed', expected.result === 'Failed', step.log.join('\n'));
      assert.match(comparisonOf(step).because, expected.because);
      const promoted = await promote(candidate, 'alias:champion', inFolder);
      assert.equal(
        promoted.result === 'Failed' ? 'Failed' : promoted.outputs['outcome'],
        expected.promotion,
        promoted.log.join('\n'),
      );
      const held = expected.promotion === 'promoted' ? candidate : expected.champion;
      assert.deepEqual(await holders('alias:champion'), held === undefined ? [] : [held]);
      assert.equal((await model.tags(candidate)).has(VERSION_TAGS.closedOut), expected.promotion === 'kept');
    });
  }

  it('only warns of an error in a report, adopts what it finds, and no promotion accepts it', async () => {
    const { compare, promote, newFolder } = open();
    const evidence = newFolder();
    await reset(2);
    const step = await compare(5, { evidence, more: { mode: 'report' } });
    assert.equal(step.result, 'SucceededWithIssues', step.log.join('\n'));
    assert.equal(step.outputs['verdict'], 'ERROR');
    assert.match(step.log.join('\n'), /no promotion accepts this comparison/);
    const better = await compare(3, { evidence, more: { mode: 'report', champion: 'version:1' } });
    assert.deepEqual([better.result, better.outputs['isBetter']], ['Succeeded', 'true'], better.log.join('\n'));
    const refused = await promote(3, 'alias:champion', { evidence });
    assert.match(messages(refused), /\(EVIDENCE_MISSING\)/);
  });

  it('gives the same file for the same question, but for the run, the times and what was measured', async () => {
    const { check, compare, newFolder } = open();
    await reset(1);
    const told = async (): Promise<string> => {
      const evidence = newFolder();
      await check(2, { evidence });
      const { run, writtenAt, sha256, predecessor, evaluation, ...rest } = comparisonOf(await compare(2, { evidence }));
      assert.ok(run.planId !== '' && writtenAt !== '' && sha256 !== '' && predecessor.sha256 !== '');
      const { seconds, candidate, champion: scored, ...statistics } = evaluation ?? assert.fail('no evaluation');
      assert.ok(seconds.freeze >= 0);
      const predictions = [candidate.predictionsSha256, scored?.predictionsSha256];
      return JSON.stringify({ ...rest, looks: undefined, statistics, predictions });
    };
    assert.equal(await told(), await told());
  });

  /** As it is before a release: nobody else, and no history. */
  async function reset(holder: number | undefined): Promise<void> {
    const { model, holders } = open();
    for (const version of await holders('alias:champion')) {
      await model.clearPointer({ pointer: champion, version });
    }
    for (const key of [...(await model.tags()).keys()].filter((each) => /^mlops_(?:receipt|previous)_/.test(each))) {
      await model.deleteTag(key);
    }
    for (const version of [1, 2, 3, 4, 5, 6]) {
      for (const key of [...(await model.tags(version)).keys()].filter((each) => each.startsWith('mlops_'))) {
        await model.deleteTag(key, version);
      }
    }
    if (holder !== undefined) {
      await model.movePointer({ pointer: champion, version: holder, others: 'keep' });
    }
  }
});

function messages({ issues }: StepResult): string {
  return issues.map(({ message }) => message).join('\n');
}
