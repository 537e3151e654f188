import { PROBE_FILES } from '../../lib/compliance/probe/probe-files';
import { computeRules } from '../../lib/runs/run-inputs';
import { LEFT_TO_CANCEL } from '../../lib/runs/wait/left-to-cancel';
import { defineTask, input } from '../../lib/task/definition';
import {
  computeInputs,
  connectionInputs,
  registryConnectionRules,
  registryEnvironment,
  registryInputs,
  waitingInputs,
} from '../../lib/task/groups';
import { sectionsShownWhen } from '../../lib/task/layout';
import { computeOfCompliance, fromProject, projectRules } from '../../lib/task/project-source';

// A plain MLflow server runs no job.
const registryMayRun = { input: 'registry', isOneOf: ['auto', 'unityCatalog', 'workspace'] };

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
    modelVersion: input.version({ label: 'Version', help: 'Version to check, e.g. $(train.modelVersion).' }),
    ...sectionsShownWhen(registryMayRun, {
      ...fromProject(computeInputs, computeOfCompliance),
      ...waitingInputs,
    }),
  },
  rules: [...registryConnectionRules, ...projectRules, ...computeRules],
  outputs: {
    modelName: 'Name of the model as the registry spells it.',
    modelVersion: 'Version that was checked.',
    verdict: 'PASSED, PASSED_WITH_WARNINGS, FAILED or ERROR; the last two fail the step.',
    failedChecks: 'Names of the checks that failed or could not be made, separated by commas.',
    warnings: 'Names of the checks that warn or are waived, separated by commas.',
    complianceFile: 'Path of compliance.json, which later tasks read.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
  ships: PROBE_FILES,
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
