import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CopiedRepository } from './kit/copied-repository';

describe('npm run new:task', function () {
  this.timeout(300_000);
  let copy: CopiedRepository;
  beforeEach(() => {
    copy = new CopiedRepository();
  });
  afterEach(() => copy.remove());

  it('writes a task that passes every check and is in the package at once', async () => {
    const written = await copy.npm('new:task', '--', 'MLflowScoreModel', 'Score a model version');
    assert.equal(written.exitCode, 0, written.output);

    const checked = await copy.npm('check');
    assert.equal(checked.exitCode, 0, checked.output);

    const packed = await copy.npm('package');
    assert.equal(packed.exitCode, 0, packed.output);
    assert.ok(existsSync(join(copy.folder, 'dist/extension/tasks/MLflowScoreModel/index.js')));
    assert.match(readFileSync(join(copy.folder, 'README.md'), 'utf8'), /MLflowScoreModel@1/);
  });

  it('comes with a test of its policy that passes', async () => {
    await copy.npm('new:task', '--', 'MLflowScoreModel', 'Score a model version');
    const policy = (await import(join(copy.folder, 'tasks/MLflowScoreModel/decide.ts'))) as {
      decideScoreModel(modelName: string): { outcome: string };
    };
    assert.equal(policy.decideScoreModel('main.churn.classifier').outcome, 'done');
    assert.match(
      readFileSync(join(copy.folder, 'tests/unit/tasks/MLflowScoreModel/decide.test.ts'), 'utf8'),
      /main\.churn\.classifier', outcome: 'done'/,
    );
  });

  const REFUSED: readonly (readonly [name: string, words: readonly string[], message: RegExp])[] = [
    ['a name without a known beginning', ['ScoreModel', 'Score a model'], /Start with Databricks, MLflow or MLOps/],
    ['a task that exists', ['DatabricksRunJob', 'Run a job'], /tasks\/DatabricksRunJob already exists/],
    ['a task without a title', ['MLflowScoreModel'], /Give 1 to 40 characters/],
  ];
  for (const [name, words, message] of REFUSED) {
    it(`refuses ${name}`, async () => {
      const { exitCode, output } = await copy.npm('new:task', '--', ...words);
      assert.equal(exitCode, 1);
      assert.match(output, message);
    });
  }
});
