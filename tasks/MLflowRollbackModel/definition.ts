import { defineTask, input, optional } from '../../lib/task/definition';
import { connectionInputs, registryConnectionRules, registryEnvironment, registryInputs } from '../../lib/task/groups';
import { fromProject, places, projectRules } from '../../lib/task/project-source';

export const MLflowRollbackModel = defineTask({
  id: '8d3b1f64-0c5e-4a92-b7f1-6e2a94d0c357',
  name: 'MLflowRollbackModel',
  major: 1,
  friendlyName: 'Roll back MLflow model version',
  summary: 'Moves an alias or stage back to the previous version, checks the result, and records the reason.',
  instanceName: 'Roll back $(modelName) at $(target)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    ...fromProject(
      {
        target: input.string({
          label: 'Target',
          help: 'Alias or stage to roll back, e.g. alias:champion or stage:Production.',
        }),
      },
      { target: places },
    ),
    toVersion: optional(
      input.version({
        label: 'To version',
        help: 'Version to go back to. Default: the version that the last promotion replaced. E.g. 11.',
      }),
    ),
    reason: input.string({
      label: 'Reason',
      help: 'Reason for the rollback; the receipt and the version that was rolled back record it. E.g. Scores drift since Monday.',
    }),
    planOnly: input.boolean({
      label: 'Plan only',
      help: 'Checks everything and prints the plan, but changes nothing, e.g. for a drill.',
      default: false,
    }),
  },
  rules: [...registryConnectionRules, ...projectRules],
  outputs: {
    rolledBackTo: "Version that the target points to now; with 'planOnly', the version it would point to.",
    rolledBackFrom: 'Version that was replaced; empty if the target was unset.',
    receiptFile: 'Path of the receipt; empty if an earlier run wrote it or nothing changed.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
});
