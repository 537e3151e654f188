import { computeRules } from '../../lib/runs/run-inputs';
import { defineTask, input } from '../../lib/task/definition';
import {
  computeInputs,
  connectionInputs,
  registryConnectionRules,
  registryInputs,
  waitingInputs,
} from '../../lib/task/groups';

export const MLflowPromoteModel = defineTask({
  id: 'c4e7a9d2-61b8-4f0c-8a35-92d7e1b06f4a',
  name: 'MLflowPromoteModel',
  major: 1,
  friendlyName: 'Promote MLflow model version',
  summary:
    'Moves an alias or stage to a model version, or copies it to another model, when its evidence proves that it belongs there, and writes a receipt.',
  instanceName: 'Promote $(modelName) to $(target)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    modelVersion: input.string({
      label: 'Model version',
      help: 'Number of the version to promote, e.g. $(train.modelVersion).',
    }),
    target: input.string({
      label: 'Target',
      help: 'What the version gets: an alias or a stage, e.g. alias:champion or stage:Production; or copy:<model>, a copy in another model. For stage:Staging and alias:challenger compliance suffices.',
    }),
    requireVerdict: input.choice({
      label: 'Required verdict',
      help: "'better' asks for compliance and for a comparison that finds the version better. 'none' does without, e.g. for a first trial, and the receipt says who wanted that.",
      of: ['better', 'none'],
      default: 'better',
    }),
    archiveOthers: input.boolean({
      label: 'Archive others',
      help: 'Archives the other versions in Staging, e.g. when no other release waits there. In Production the others are always archived.',
      default: false,
    }),
    failIfNotBetter: input.boolean({
      label: 'Fail if not better',
      help: 'Fails the step when the comparison does not find the version better, e.g. to stop what follows; otherwise keeping the better version is a success.',
      default: false,
    }),
    allowRolledBack: input.boolean({
      label: 'Allow rolled back',
      help: 'Accepts a version that was rolled back before, e.g. when the fault did not lie in the model.',
      default: false,
    }),
    planOnly: input.boolean({
      label: 'Plan only',
      help: 'Checks everything and prints each call and who is where before and after, but changes nothing, e.g. to look before a release.',
      default: false,
    }),
    ...computeInputs,
    ...waitingInputs,
  },
  rules: [...registryConnectionRules, ...computeRules],
  outputs: {
    promoted:
      "true when this step moved the target to the version, or made the copy, also when an earlier attempt in the same pipeline run did and this one completes it; else false; always false with 'planOnly'.",
    outcome: "promoted, kept (not better) or alreadyThere; with 'planOnly' what it would be.",
    previousVersion: 'Version that held the target before, or the copy before this one; empty when there was none.',
    copiedVersion: 'Number of the copy in the other model; empty for other targets, and while there is none.',
    candidateFile:
      'File that tells later steps about the copy; empty for other targets, and when an earlier run wrote it.',
    receiptFile: 'File of the receipt; empty when an earlier run wrote it or nothing was to be done.',
  },
  clients: ['workspace', 'registry'],
  ships: ['copy/copy_model_version.py'],
  postJob: true,
  taskVariables: ['runToCancel'],
});
