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
import { inSection, sectionsShownWhen, shownWhen } from '../../lib/task/layout';
import { computeOfTraining, fromProject, places, projectRules } from '../../lib/task/project-source';

// Only a copy in Unity Catalog needs a run to move files.
const registryMayRun = { input: 'registry', isOneOf: ['auto', 'unityCatalog'] };

export const MLflowPromoteModel = defineTask({
  id: 'c4e7a9d2-61b8-4f0c-8a35-92d7e1b06f4a',
  name: 'MLflowPromoteModel',
  major: 1,
  friendlyName: 'Promote MLflow model version',
  summary: 'Assigns an alias or stage to a model version, or copies it, after its checks pass; records the promotion.',
  instanceName: 'Promote $(modelName) to $(target)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    modelVersion: input.version({
      label: 'Model version',
      help: 'Version to promote, e.g. $(train.modelVersion).',
    }),
    ...fromProject(
      {
        target: input.string({
          label: 'Target',
          help: 'Alias or stage to assign, or the model to copy to. alias:challenger and stage:Staging need a compliance result only. closeOut instead removes the version from its place as challenger and tags it. E.g. alias:champion, stage:Production, copy:prod.ml.churn or closeOut.',
        }),
      },
      { target: places },
    ),
    planOnly: input.boolean({
      label: 'Plan only',
      help: 'Checks everything and prints every change it would make, but changes nothing, e.g. before a release.',
      default: false,
    }),
    ...fromProject(
      inSection(
        { title: 'Conditions' },
        {
          requireVerdict: input.choice({
            label: 'Required verdict',
            help: "'better' requires a compliance result and a comparison that finds the version better. 'none' promotes without them and records who asked for that. E.g. none for a first trial.",
            of: { better: 'Compliant and better', none: 'None: promote without evidence' },
            default: 'better',
          }),
          failIfNotBetter: shownWhen(
            { input: 'requireVerdict', isOneOf: ['better'] },
            input.boolean({
              label: 'Fail if not better',
              help: 'Fails the step if the version is not better, e.g. to stop later steps. Otherwise the step succeeds and keeps the current version.',
              default: false,
            }),
          ),
          archiveOthers: input.boolean({
            label: 'Archive others',
            help: 'Archives all other versions in Staging, e.g. if only one release waits there. Production always archives the others.',
            default: false,
          }),
          allowRolledBack: input.boolean({
            label: 'Allow rolled back',
            help: 'Accepts a version that was rolled back before, e.g. if the fault was not in the model.',
            default: false,
          }),
        },
      ),
      { requireVerdict: { paths: ['promotion.requireVerdict'], isPolicy: true } },
    ),
    ...sectionsShownWhen(registryMayRun, { ...fromProject(computeInputs, computeOfTraining), ...waitingInputs }),
  },
  rules: [...registryConnectionRules, ...projectRules, ...computeRules],
  outputs: {
    promoted:
      "true if this step moved the target or made the copy, or completed what an earlier attempt of the same run began; otherwise false. Always false with 'planOnly'.",
    outcome: "promoted, kept (not better) or alreadyThere; with 'planOnly', what it would be.",
    previousVersion: 'Version that the target pointed to before, or the previous copy; empty if there was none.',
    copiedVersion: 'Version of the copy in the other model; empty for other targets, or if there is no copy yet.',
    candidateFile:
      'Path of candidate.json of the copy, for later tasks; empty for other targets, or if an earlier run wrote it.',
    receiptFile: 'Path of the receipt; empty if an earlier run wrote it or there was nothing to do.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
  ships: ['copy/copy_model_version.py'],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
