import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { sha256Hex } from '../../../lib/core/node/hash';
import { readPointer } from '../../../lib/registry/pointer';
import type { StepResult } from '../../../local/agent/job';
import { root } from '../../../scripts/repository/repository';
import { fullEvaluation } from '../../kit/comparison/full-evaluation';
import { filesOfComparisons } from '../../kit/comparison/left-behind';
import {
  comparisonOf,
  RULE,
  useCompareFixture,
  type CompareFixture,
  type CompareOptions,
} from '../../kit/tasks/compare-fixture';
import { complaint } from '../../kit/tasks/register-fixture';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';

const MODELS = `
from sklearn.linear_model import LogisticRegression
for inputs in (["visits"], *[["age", "visits"]] * 5):
    register(LogisticRegression().fit(rows[inputs], rows["churned"]), "churn", inputs=inputs)
`;
const CHAMPION = readPointer('alias:champion', 'target');
const OUTPUT = '/api/2.2/jobs/runs/get-output';
const README = readFileSync(join(root, 'tasks/MLflowCompareModels/README.md'), 'utf8');

describe('MLflowCompareModels, while others are at work', function () {
  this.timeout(300_000);
  const open = useCompareFixture('churn', MODELS);
  let step = 0;
  beforeEach(() => open().model.movePointer({ pointer: CHAMPION, version: 1, others: 'keep' }));

  function report(options: CompareOptions = {}): Promise<StepResult> {
    step += 1;
    return open().compare(2, {
      name: `report${step}`,
      evidence: open().newFolder(),
      ...options,
      more: { mode: 'report', ...options.more },
    });
  }

  async function assertError(ended: StepResult, because: RegExp): Promise<void> {
    const { verdict, isBetter, because: said } = comparisonOf(ended);
    assert.deepEqual([ended.result, verdict, isBetter], ['SucceededWithIssues', 'ERROR', false], ended.log.join('\n'));
    assert.match(said, because);
    assert.deepEqual(await filesOfComparisons(open().workspace), []);
  }

  it('ends in an error when somebody promotes the candidate meanwhile', async () => {
    const { model, workspace } = open();
    const scoring = nthStart(2);
    const comparing = report();
    await scoring;
    await model.movePointer({ pointer: CHAMPION, version: 2, others: 'keep' });
    await assertError(
      await comparing,
      /alias:champion of main\.ml\.churn moved from version 1 to version 2 while both/,
    );
    assert.ok(workspace.runs().length > 0);
  });

  it('ends in an error when the champion loses its place between freeze and decision', async () => {
    const { model } = open();
    const reducing = nthStart(4);
    const comparing = report();
    await reducing;
    await model.clearPointer({ pointer: CHAMPION, version: 1 });
    await assertError(await comparing, /alias:champion of main\.ml\.churn moved from version 1 to nobody while both/);
  });

  const DELETED: readonly {
    readonly who: 'champion' | 'candidate';
    readonly version: number;
    readonly when: string;
    readonly nth: number;
    /** Instead of the holder of the place. */
    readonly champion?: string;
    readonly fix: string;
  }[] = [
    {
      who: 'champion',
      version: 3,
      when: 'while statistics are made',
      nth: 4,
      fix: "Put an earlier version into alias:champion with MLflowRollbackModel ('toVersion'), and compare again.",
    },
    {
      who: 'candidate',
      version: 4,
      when: 'while statistics are made',
      nth: 4,
      fix: 'Register the model again, and compare the new version.',
    },
    {
      who: 'champion',
      version: 5,
      when: 'while rows are frozen',
      nth: 1,
      champion: 'version:5',
      fix: "Name another version as 'champion', and compare again.",
    },
    {
      who: 'candidate',
      version: 6,
      when: 'while rows are frozen',
      nth: 1,
      fix: 'Register the model again, and compare the new version.',
    },
  ];
  for (const { who, version, when, nth, champion, fix } of DELETED) {
    it(`ends in an error, and nothing is promoted, when the ${who} is deleted ${when}`, async () => {
      const { model, check, compare, promote, holders, newFolder, workspace } = open();
      const evidence = newFolder();
      const [candidate, holder] = who === 'candidate' ? [version, 1] : [2, version];
      await model.movePointer({ pointer: CHAMPION, version: holder, others: 'keep' });
      await check(candidate, { evidence });
      const begun = nthStart(nth);
      const comparing = compare(candidate, { evidence, more: champion === undefined ? {} : { champion } });
      await begun;
      await model.deleteVersion(version);
      const ended = await comparing;
      const { verdict, isBetter, because } = comparisonOf(ended);
      const reason = `version ${version} of main.ml.churn, the ${who}, was deleted while both versions were compared.`;
      assert.deepEqual([ended.result, verdict, isBetter, because], ['Failed', 'ERROR', false, `${reason} ${fix}`]);
      assert.ok(complaint(ended).endsWith(`ended in an error: ${reason}\nFix: ${fix} (COMPARISON_ERROR)`));
      assert.deepEqual(await filesOfComparisons(workspace), []);
      const promoted = await promote(candidate, 'alias:champion', { evidence });
      assert.equal(promoted.result, 'Failed', promoted.log.join('\n'));
      assert.deepEqual(await holders('alias:champion'), who === 'candidate' ? [1] : []);
    });
  }

  it('ends in an error when the rows have no column of a slice', async () => {
    const ended = await report({ rule: RULE.replace('column: region', 'column: continent') });
    await assertError(ended, /freeze failed \(COLUMN_MISSING\): main\.ml\.holdout has no column continent; it has /);
  });

  const STATISTICS = {
    ...fullEvaluation(),
    candidate: { ...fullEvaluation().candidate, name: 'main.ml.churn', version: '9' },
  };
  const RESULTS: readonly (readonly [
    what: string,
    output: (asked: AskedToReduce) => { readonly result?: string; readonly truncated?: boolean },
    says: RegExp,
  ])[] = [
    ['truncated', () => ({ truncated: true }), /reduce failed \(NOTEBOOK_SILENT\)/],
    [
      'of another run',
      (asked) => answerTo({ ...asked, id: 'another' }),
      /reduce failed \(RESULT_REFUSED\): .* is about something else: it should be the evaluation of request/,
    ],
    [
      'of a newer contract version',
      (asked) => answerTo(asked, { version: 2 }),
      /\(RESULT_REFUSED\): .* has version 2 of evaluation, and this task reads version 1\. Use the same version of the extension in all steps\./,
    ],
    [
      'forged, with a digest of their own',
      (asked) => answerTo(asked, packed({ ...STATISTICS, requestSha256: asked.request })),
      /\(RESULT_REFUSED\): .* cannot be used: it is about version 9 of main\.ml\.churn\./,
    ],
  ];
  for (const [what, output, says] of RESULTS) {
    it(`ends in an error when the statistics are ${what}`, async () => {
      const { workspace } = open();
      const reducing = nthStart(4);
      const comparing = report();
      const merge = { notebook_output: output(askedIn(await reducing)) };
      workspace.addFault({ method: 'GET', path: OUTPUT, merge });
      await assertError(await comparing, says);
    });
  }

  it('works as a first look, as the README says: one task, and twelve lines of mlops.yml', async () => {
    const project =
      yamlBlocks().find((each) => each.startsWith('version: 1\n')) ?? assert.fail('the README has no mlops.yml');
    assert.equal(project.trimEnd().split('\n').length, 12);
    const task = yamlBlocks().find((each) => each.includes('mode: report')) ?? assert.fail('the README has no report');
    const inputs = [...task.matchAll(/^ {4}(\w+): '?([^'\n]+)'?$/gm)].map(([, name = '', value = '']) => [name, value]);
    const { connection, ...more } = Object.fromEntries(inputs) as Readonly<Record<string, string>>;
    assert.equal(connection, 'databricks-prod');
    const ended = await report({ project, more });
    assert.equal(ended.result, 'Succeeded', ended.log.join('\n'));
    assert.deepEqual([ended.outputs['verdict'], ended.outputs['championVersion']], ['SUPERIOR', '1']);
    assert.match(ended.log.join('\n'), /'mode' is report: no promotion accepts this comparison/);
  });

  /** The freeze starts first, then two models, then what reduces. */
  async function nthStart(nth: number): Promise<Started> {
    const start = await open().workspace.waitForRequest(
      { method: 'POST', path: SUBMIT },
      { isNew: true, answered: true },
    );
    return nth === 1 ? start : nthStart(nth - 1);
  }
});

type Started = Awaited<ReturnType<CompareFixture['workspace']['waitForRequest']>>;

/** What the last run is asked, and so what its answer has to be about. */
interface AskedToReduce {
  readonly request: string;
  readonly id: string;
}

function askedIn({ body }: Started): AskedToReduce {
  const { tasks } = body as unknown as { tasks: [{ notebook_task: { base_parameters: Record<string, string> } }] };
  const { request = '', storage = '' } = tasks[0].notebook_task.base_parameters;
  return { request: sha256Hex(request), ...(JSON.parse(storage) as { readonly id: string }) };
}

function answerTo({ request, id }: AskedToReduce, more: JsonObject = {}): { readonly result: string } {
  return { result: JSON.stringify({ contract: 'evaluation', version: 1, request, id, ...more }) };
}

/** As the run packs statistics. */
function packed(statistics: object): JsonObject {
  const text = JSON.stringify(statistics);
  return { size: Buffer.byteLength(text), sha256: sha256Hex(text), content: deflateSync(text).toString('base64') };
}

function yamlBlocks(): readonly string[] {
  return [...README.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block = '']) => block);
}
