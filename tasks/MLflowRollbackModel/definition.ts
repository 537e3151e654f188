import { defineTask, input, optional } from '../../lib/task/definition';
import { connectionInputs, registryConnectionRules, registryInputs } from '../../lib/task/groups';
import { fromProject, places, projectRules } from '../../lib/task/project-source';

export const MLflowRollbackModel = defineTask({
  id: '8d3b1f64-0c5e-4a92-b7f1-6e2a94d0c357',
  name: 'MLflowRollbackModel',
  major: 1,
  friendlyName: 'Roll back MLflow model version',
  summary: 'Gives an alias or stage back to the version that held it before, with a reason, and proves it.',
  instanceName: 'Roll back $(modelName) at $(target)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    ...fromProject(
      {
        target: input.string({
          label: 'Target',
          help: 'The place to give back: an alias or a stage, e.g. alias:champion or stage:Production.',
        }),
      },
      { target: places },
    ),
    toVersion: optional(
      input.string({
        label: 'To version',
        help: 'Version to go back to, e.g. 11. Empty: the one that the last promotion replaced.',
      }),
    ),
    reason: input.string({
      label: 'Reason',
      help: 'Why, for those who read the receipt and the mark on the replaced version, e.g. scores drift since Monday.',
    }),
    planOnly: input.boolean({
      label: 'Plan only',
      help: 'Checks everything and prints what would be done, but changes nothing, e.g. to look before an incident.',
      default: false,
    }),
  },
  rules: [...registryConnectionRules, ...projectRules],
  outputs: {
    rolledBackTo: "Version that holds the place now; with 'planOnly' the one that would.",
    rolledBackFrom: 'Version that was replaced; empty when nobody held the place.',
    receiptFile: 'File of the receipt; empty when an earlier run wrote it or nothing was changed.',
  },
  clients: ['workspace', 'registry'],
});
