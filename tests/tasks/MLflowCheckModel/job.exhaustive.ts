import assert from 'node:assert/strict';
import { probedModel } from '../../kit/compliance/probed-models';
import { complianceOf } from '../../kit/tasks/check-fixture';
import { inPipeline, STAGING } from '../../kit/tasks/pipeline';
import { checkouts, projectOf } from '../../kit/tasks/project-files';
import { usePackageIndex } from '../../kit/workspace/package-index';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

const ONLY_THE_JOB = `compliance:
  custom: tests/checks.py
  compute: { environmentVersion: "4" }
  checks: { version_ready: block, signature: block, smoke_prediction: block, custom: block, pickle: warn, description: skip, commit: skip, trained_by_job: skip, evaluation_data: skip, required_tags: skip, pinned_requirements: skip, training_data: skip, input_example: skip, owner: skip, review_date: skip, license: skip }`;
const CHECKS = `
def answers_for_each_row(model, example):
    assert len(model.predict(example)) == len(example)

def is_fair(version):
    return "north is worse"
`;
const PREDICT = `
import churn
return [float(churn.VERSION)] * len(model_input)`;

describe('The job of MLflowCheckModel', function () {
  this.timeout(180_000);
  const addWorkspace = useWorkspaceServer();
  const checkout = checkouts();
  usePackageIndex(['1.0', '2.0']);

  it("loads the model in its own environment and runs the project's checks in the same table", async () => {
    const workspace = addWorkspace();
    const requirements = ['churn==2.0'];
    const { modelUri } = await probedModel(workspace, { name: 'pinned', predict: PREDICT, requirements });
    const [, modelName = '', modelVersion = ''] = modelUri.split('/');
    const project = { 'mlops.yml': projectOf(modelName, ONLY_THE_JOB), 'tests/checks.py': CHECKS };
    const { variables } = checkout(project);
    const step = await inPipeline({ workspace, variables }, (pipeline) =>
      pipeline
        .run(
          { configFile: 'mlops.yml', environment: 'prod', modelVersion },
          { taskFolder: `${STAGING}/MLflowCheckModel`, name: 'check' },
        )
        .then((done) => ({ ...done, compliance: complianceOf(done) })),
    );
    const found = new Map(step.compliance.checks.map((check) => [check.check, check]));
    const smoke = found.get('smoke_prediction');
    assert.equal(smoke?.outcome, 'passed', step.log.join('\n'));
    assert.match(smoke.message, /^it answered 2 rows with 2 predictions in \d+\.\d s$/);
    assert.match(smoke.where ?? '', /^environment 4 as asked for, Python 3\.\d+\.\d+; http/);
    const fair = found.get('custom.is_fair');
    assert.deepEqual([fair?.outcome, fair?.message], ['failed', 'north is worse']);
    assert.equal(found.get('custom.answers_for_each_row')?.outcome, 'passed');
    assert.deepEqual([step.result, step.outputs['failedChecks']], ['Failed', 'custom.is_fair']);
  });
});
