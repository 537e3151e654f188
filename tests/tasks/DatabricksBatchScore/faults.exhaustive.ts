import assert from 'node:assert/strict';
import { INPUT, OUTPUT, scoring, useBatchFixtures } from '../../kit/tasks/batch-fixture';
import { DENIED, PASSING_CHANGES } from '../../kit/tasks/mishaps';
import { onDialect } from '../../kit/tasks/train-fixture';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';
import { answered, call } from '../../kit/workspace/stand-in';

const STATEMENTS = '/api/2.0/sql/statements';

describe('DatabricksBatchScore on a bad day', function () {
  this.timeout(180_000);
  const open = useBatchFixtures();
  const under = onDialect('unityCatalog');

  for (const [what, fault] of PASSING_CHANGES) {
    it(`proves the same although a statement ${what}`, async () => {
      const { puts, score, workspace, warehouse } = await open(under);
      puts(scoring());
      workspace.addFault({ method: 'POST', path: STATEMENTS, ...fault });
      const step = await score({ warehouseId: await warehouse() });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.equal(step.outputs['scoredRows'], '3');
    });
  }

  it('is red and names the permission when the warehouse refuses', async () => {
    const { puts, score, workspace, warehouse } = await open(under);
    puts(scoring());
    workspace.addFault({ method: 'POST', path: STATEMENTS, ...DENIED, times: Infinity });
    const step = await score({ warehouseId: await warehouse() });
    assert.equal(step.result, 'Failed');
    assert.match(step.log.join('\n'), /'Can Use' on SQL warehouse/);
    assert.equal(step.outputs['scoredVersion'], undefined);
  });

  it('proves nothing when its token ends while it proves, although the rows are written', async () => {
    const { puts, score, proofs, workspace, warehouse } = await open(under);
    puts(scoring());
    const body = { error_code: 'PERMISSION_DENIED', message: 'Invalid access token.' };
    const inputs = { warehouseId: await warehouse() };
    workspace.addFault({ path: STATEMENTS, status: 403, body, times: Infinity });
    const step = await score(inputs);
    assert.equal(step.result, 'Failed');
    assert.match(step.log.join('\n'), /Fix: .*\((?:TOKEN|PERMISSION)_\w+\)$/m);
    assert.match(step.outputs['runUrl'] ?? '', /#job/);
    assert.deepEqual([step.outputs['scoredVersion'], proofs()], [undefined, []]);
  });

  it('starts one run when the answer to its start is lost', async () => {
    const { puts, score, workspace, warehouse } = await open(under);
    puts(scoring());
    workspace.addFault({ method: 'POST', path: SUBMIT, reset: true, after: true });
    const step = await score({ warehouseId: await warehouse() });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.equal(workspace.runs().length, 1);
  });

  it('ends its run when the pipeline is canceled while it scores', async () => {
    const { puts, score, workspace, warehouse } = await open(under);
    puts(scoring({ rows: '3 if __import__("time").sleep(60) is None else 0' }));
    const pipeline = new AbortController();
    const started = workspace.waitForRequest({ method: 'POST', path: SUBMIT }, { answered: true });
    const scored = score({ warehouseId: await warehouse() }, { signal: pipeline.signal });
    await started;
    pipeline.abort();
    assert.equal((await scored).result, 'Canceled');
    const [run] = workspace.runs();
    assert.ok(run);
    assert.equal((await workspace.runEnded(run.runId)).ending, 'canceled');
  });

  it('cancels its statement when the pipeline is canceled while it proves', async () => {
    const { puts, score, workspace, warehouse } = await open(under);
    puts(scoring());
    const pipeline = new AbortController();
    workspace.addFault({ method: 'POST', path: STATEMENTS, delayMs: 0, merge: { status: { state: 'RUNNING' } } });
    const asked = workspace.waitForRequest({ method: 'POST', path: STATEMENTS }, { answered: true });
    const scored = score({ warehouseId: await warehouse() }, { signal: pipeline.signal });
    await asked;
    pipeline.abort();
    assert.equal((await scored).result, 'Canceled');
    const canceled = workspace.requests.filter(({ path }) => path.endsWith('/cancel') && path.startsWith(STATEMENTS));
    assert.equal(canceled.length, 1);
  });
});

describe('a batch that', function () {
  this.timeout(180_000);
  const open = useBatchFixtures();
  const under = onDialect('unityCatalog');

  it('runs while the champion moves is red, and names both versions', async () => {
    const { puts, score, model, workspace, warehouse } = await open(under);
    puts(scoring());
    const submitted = workspace.waitForRequest({ method: 'POST', path: SUBMIT });
    const scored = score({ expectedVersion: 'alias:champion', warehouseId: await warehouse() });
    await submitted;
    await model.movePointer({ pointer: under.champion, version: 2, others: 'archive' });
    const step = await scored;
    assert.equal(step.result, 'Failed');
    assert.match(step.log.join('\n'), /alias:champion moved from version 1 to version 2 while the batch ran/);
  });

  it('reads a table that changes is judged by the version that it read', async () => {
    const { puts, score, warehouse } = await open(under);
    puts(scoring({ exit: `(spark.sql("INSERT INTO ${INPUT} VALUES (7)"), ${EXIT})[1]` }));
    const step = await score({ warehouseId: await warehouse() });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  });

  it('shares its table with another batch is judged by its own rows', async () => {
    const { puts, score, warehouse } = await open(under);
    const other = `spark.sql("INSERT INTO ${OUTPUT} SELECT id, prediction, '2', 'other', scored_at, 'c' FROM ${OUTPUT}")`;
    puts(scoring({ exit: `(${other}, ${EXIT})[1]` }));
    const step = await score({ warehouseId: await warehouse() });
    assert.equal(step.outputs['scoredRows'], '3', step.log.join('\n'));
  });

  it('lacks a column is not proven, and the fix says where to name it', async () => {
    const { puts, score, warehouse } = await open(under);
    puts(scoring());
    const step = await score({ warehouseId: await warehouse(), checks: 'columns: { prediction: probability }' });
    assert.equal(step.result, 'Failed');
    assert.match(step.log.join('\n'), /probability/);
    assert.match(step.log.join('\n'), /Fix: Have the batch write that column, or name it in 'checks'/);
  });

  for (const format of ['delta', 'parquet']) {
    it(`writes ${format} files to a volume is proven by a job`, async () => {
      const { puts, score, workspace } = await open(under);
      await answered(workspace, 'POST /api/2.1/unity-catalog/volumes', {
        catalog_name: 'main',
        schema_name: 'default',
        name: 'out',
        volume_type: 'MANAGED',
      });
      puts(
        scoring().replace(
          '.write.mode("append").saveAsTable(asked("output_table"))',
          `.write.format("${format}").mode("append").save(asked("output_path"))`,
        ),
      );
      const step = await score({ outputTable: '', outputPath: '/Volumes/main/default/out/scores' });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.deepEqual([step.outputs['scoredVersion'], step.outputs['scoredRows']], ['1', '3']);
    });
  }

  it('is a Python file states its rows by the last line that it prints', async () => {
    const { score, workspace, warehouse } = await open(under);
    workspace.putFile('/Shared/score.py', pythonFile());
    const step = await score({
      notebookPath: '',
      pythonFile: '/Workspace/Shared/score.py',
      warehouseId: await warehouse(),
    });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  });

  it('is named wrong in its inputs starts nothing', async () => {
    const { puts, score, workspace } = await open(under);
    puts(scoring());
    for (const { inputs, says } of [
      { inputs: { outputTable: 'scores' }, says: /not the full name of a table/ },
      { inputs: { outputTable: '', outputPath: '/opt/x' }, says: /not a path of a volume or of DBFS/ },
      { inputs: { expectedVersion: 'newest' }, says: /not the number of a version/ },
      { inputs: { expectedVersion: 'alias:nobody' }, says: /alias:nobody of main\.default\.churn is nobody/ },
      { inputs: { parameters: 'model_version: 3' }, says: /sets model_version, which the step passes itself/ },
      { inputs: { checks: 'shft: 1' }, says: /unknown key 'shft'/ },
    ]) {
      const step = await score(inputs);
      assert.equal(step.result, 'Failed');
      assert.match(step.log.join('\n'), says);
    }
    assert.deepEqual(workspace.runs(), []);
    const { body } = await call(workspace, 'GET /api/2.2/jobs/runs/list');
    assert.deepEqual(body['runs'] ?? [], []);
  });
});

const EXIT = 'json.dumps({"inputTable": asked("input_table"), "inputVersion": 0, "batchId": asked("batch_id")})';

/** The notebook's code with arguments in place of widgets. */
function pythonFile(): string {
  return scoring()
    .replace(
      '# Databricks notebook source\n',
      'from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nimport sys\ngiven = dict(word[2:].split("=", 1) for word in sys.argv[1:])\n',
    )
    .replaceAll('# COMMAND ----------', '')
    .replace('asked = dbutils.widgets.get', 'asked = given.get')
    .replace(/dbutils\.notebook\.exit\(([\s\S]*)\)/, 'print($1)');
}
