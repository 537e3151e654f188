import { runInputs, runRules } from '../../lib/runs/run-inputs';
import { LEFT_TO_CANCEL } from '../../lib/runs/wait/left-to-cancel';
import { defineTask, input } from '../../lib/task/definition';
import { connectionInputs, connectionRules } from '../../lib/task/groups';

export const DatabricksRunJob = defineTask({
  id: 'b6f5d3d2-8f0f-4b5e-9c67-5a0f8b1f7c11',
  name: 'DatabricksRunJob',
  major: 1,
  friendlyName: 'Run Databricks job or notebook',
  summary: 'Runs a notebook, a Python file or a job on Databricks, waits for it, and fails unless it succeeds.',
  instanceName: 'Run $(jobName)$(jobId)$(notebookPath)$(pythonFile)$(runFile)$(runId)',
  inputs: {
    ...connectionInputs,
    ...runInputs,
    wait: input.boolean({
      label: 'Wait for the run',
      help: 'Waits for the run and fails unless it succeeds. Set false to go on as soon as the run has started, e.g. to work in parallel.',
      default: true,
    }),
  },
  rules: [...connectionRules, ...runRules],
  outputs: {
    runId: 'ID of the run.',
    runUrl: 'URL of the run.',
    resultState:
      'Result as Databricks reports it: SUCCESS, FAILED, TIMEDOUT, CANCELED, SKIPPED, UPSTREAM_FAILED …; PENDING with wait: false; otherwise UNKNOWN.',
    notebookResult:
      'Value that the notebook passed to dbutils.notebook.exit; empty if it contains a secret or is too long for a variable.',
    errorMessage: 'Why the run did not succeed, with its termination code; empty on success.',
    durationSeconds: 'Duration of the run in whole seconds; empty if it has not ended.',
  },
  clients: ['workspace'],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
