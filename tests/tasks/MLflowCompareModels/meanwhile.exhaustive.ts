import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPointer } from '../../../lib/registry/pointer';
import type { StepResult } from '../../../local/agent/job';
import { root } from '../../../scripts/repository/repository';
import { filesOfComparisons } from '../../kit/comparison/left-behind';
import { comparisonOf, RULE, useCompareFixture, type CompareOptions } from '../../kit/tasks/compare-fixture';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';

const MODELS = `
from sklearn.linear_model import LogisticRegression
for inputs in (["visits"], ["age", "visits"]):
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

  it('ends in an error when the rows have no column of a slice', async () => {
    const ended = await report({ rule: RULE.replace('column: region', 'column: continent') });
    await assertError(ended, /freeze failed \(COLUMN_MISSING\): main\.ml\.holdout has no column continent; it has /);
  });

  const OTHER = JSON.stringify({ contract: 'evaluation', version: 1, request: '0'.repeat(64), id: 'another' });
  const RESULTS: readonly (readonly [what: string, output: { result?: string; truncated?: boolean }, says: RegExp])[] =
    [
      ['truncated', { truncated: true }, /reduce failed \(NOTEBOOK_SILENT\)/],
      ['of another run', { result: OTHER }, /reduce failed \(RESULT_REFUSED\): .* is about something else/],
    ];
  for (const [what, output, says] of RESULTS) {
    it(`ends in an error when the statistics are ${what}`, async () => {
      const { workspace } = open();
      const reducing = nthStart(4);
      const comparing = report();
      await reducing;
      workspace.addFault({ method: 'GET', path: OUTPUT, merge: { notebook_output: output } });
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
  async function nthStart(nth: number): Promise<void> {
    for (let seen = 0; seen < nth; seen += 1) {
      await open().workspace.waitForRequest({ method: 'POST', path: SUBMIT }, { isNew: true, answered: true });
    }
  }
});

function yamlBlocks(): readonly string[] {
  return [...README.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block = '']) => block);
}
