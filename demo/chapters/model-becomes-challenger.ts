import { expectAsTold, expectOutputs, expectSucceeded } from '../as-told';
import { PROJECT } from '../churn';
import type { DemoContext } from '../demo-context';
import { rewriteNotebook } from '../laptop';
import { runPipeline } from '../pipeline-run';
import { DEPLOY, trainStep } from '../release';
import { stepsYaml, type Step } from '../step';

const CHECK_THIRD: Step = { task: 'MLflowCheckModel', name: 'check', inputs: { ...PROJECT, modelVersion: '3' } };
const CHECK: Step = { ...CHECK_THIRD, inputs: { ...PROJECT, modelVersion: '$(train.modelVersion)' } };
const STAGE: Step = {
  task: 'MLflowPromoteModel',
  name: 'stage',
  inputs: { ...PROJECT, modelVersion: '$(train.modelVersion)', target: 'alias:challenger' },
};

/** What a data scientist would do about the three reasons. */
const REPAIRS = [
  {
    before: '    mlflow.sklearn.log_model(',
    after: '    logged = mlflow.sklearn.log_model(',
  },
  {
    before: '        pip_requirements=["scikit-learn"],\n    )',
    after: `        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        input_example=features[:2],
    )
    mlflow.MlflowClient().update_model_version(
        dbutils.widgets.get("model_name"),
        logged.registered_model_version,
        "Finds customers who are about to leave.\\n\\nTrained on made-up customers.",
    )`,
  },
  { before: 'import pandas\n', after: 'import pandas\nimport sklearn\n' },
] as const;

export async function modelBecomesChallenger(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('5  A model is checked, repaired and staged');
  printer.say('One task checks a version against the policy of the project:', '');
  printer.code(stepsYaml([CHECK_THIRD]));
  printer.say('');
  const [failed] = await runPipeline({ number: 5, steps: [CHECK_THIRD] }, context);
  expectAsTold(failed?.result === 'Failed', `step 'check' ended ${failed?.result ?? 'unknown'}, not Failed.`);
  expectOutputs(failed, { verdict: 'FAILED', failedChecks: 'description,pinned_requirements,smoke_prediction' });

  repair(context);
  const steps = [DEPLOY, trainStep(12), CHECK, STAGE];
  const [, train, check, stage] = await runPipeline({ number: 6, steps }, context);
  expectSucceeded(train, 'train');
  expectOutputs(train, { modelVersion: '4' });
  expectAsTold(check?.outputs['verdict'] === 'PASSED_WITH_WARNINGS', "step 'check' did not pass with warnings.");
  expectSucceeded(stage, 'stage');
  expectOutputs(stage, { promoted: 'true' });

  printer.say('', 'The check left compliance.json, and on that evidence version 4 is the challenger.');
  return 'version 3 failed its check with three reasons; version 4 passed and became challenger';
}

function repair({ laptop, printer }: DemoContext): void {
  printer.say('', 'Three reasons, all at once. The notebook gets what is missing:', '');
  const [, { after }] = REPAIRS;
  printer.code(after);
  printer.say('', 'The rest is as ever: deploy, train, check, and stage what has passed.', '');
  rewriteNotebook(laptop, (text) =>
    REPAIRS.reduce((current, { before, after: next }) => current.replace(before, next), text),
  );
}
