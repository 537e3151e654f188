import { defineTask, input } from '../../lib/task/definition';
import { connectionInputs, registryConnectionRules, registryEnvironment, registryInputs } from '../../lib/task/groups';
import { projectRules } from '../../lib/task/project-source';

export const MLflowCheckModel = defineTask({
  id: 'ecbf74c9-7d2d-4206-b64d-d47b9324f1bd',
  name: 'MLflowCheckModel',
  major: 1,
  friendlyName: 'Check MLflow model version',
  summary: 'Checks a model version against the compliance policy of the project, and records the result as evidence.',
  instanceName: 'Check $(modelName) version $(modelVersion)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    modelVersion: input.string({ label: 'Version', help: 'Version to check, e.g. $(train.modelVersion).' }),
  },
  rules: [...registryConnectionRules, ...projectRules],
  outputs: {
    verdict: 'PASSED, PASSED_WITH_WARNINGS, FAILED or ERROR; the last two fail the step.',
    failedChecks: 'Names of the checks that failed or could not be made, separated by commas.',
    warnings: 'Names of the checks that warn or are waived, separated by commas.',
    complianceFile: 'Path of compliance.json, which later tasks read.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
});
