import { LEFT_TO_CANCEL } from '../../lib/runs/left-to-cancel';
import { runInputs, runRules } from '../../lib/runs/run-inputs';
import { defineTask, input } from '../../lib/task/definition';
import { connectionInputs, connectionRules } from '../../lib/task/groups';

export const DatabricksRunJob = defineTask({
  id: 'b6f5d3d2-8f0f-4b5e-9c67-5a0f8b1f7c11',
  name: 'DatabricksRunJob',
  major: 1,
  friendlyName: 'Run Databricks job or notebook',
  summary: 'Runs a notebook, a Python file, an existing job or any one-time run on Databricks and waits for its end.',
  instanceName: 'Run $(jobName)$(jobId)$(notebookPath)$(pythonFile)$(runFile)$(runId)',
  inputs: {
    ...connectionInputs,
    ...runInputs,
    wait: input.boolean({
      label: 'Wait for the end',
      help: 'When true, the step ends with the run and fails unless the run succeeded. When false, it ends once the run has started.',
      default: true,
    }),
  },
  rules: [...connectionRules, ...runRules],
  outputs: {
    runId: 'Id of the run.',
    runUrl: 'Address of the run page.',
    resultState:
      'How the run ended, as the service names it: SUCCESS, FAILED, TIMEDOUT, CANCELED, SKIPPED, UPSTREAM_FAILED …; PENDING with wait: false; else UNKNOWN.',
    notebookResult:
      'What a single notebook passed to dbutils.notebook.exit; empty when it holds a secret or is too long for a variable.',
    errorMessage: 'Why the run did not succeed, with its termination code; empty on success.',
    durationSeconds: 'Whole seconds from start to end of the run; empty while it is not over.',
  },
  clients: ['workspace'],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
