import { PROVE_FILES } from '../../lib/batch/ask-job';
import { batchChecks } from '../../lib/batch/batch-checks';
import { SCORE_FILES } from '../../lib/batch/built-in-scorer';
import { computeRules, runInputs, runTargets } from '../../lib/runs/run-inputs';
import { LEFT_TO_CANCEL } from '../../lib/runs/wait/left-to-cancel';
import { defineTask, input, optional, type Rule } from '../../lib/task/definition';
import { connectionInputs, connectionRules, registryEnvironment, registryInputs } from '../../lib/task/groups';
import { fromProject, places, projectRules } from '../../lib/task/project-source';

const scoringInputs = {
  expectedVersion: input.string({
    label: 'Expected version',
    help: 'Version that must score: a number, or a place that is read once, before the run starts. E.g. 14, or alias:champion.',
  }),
  inputTable: optional(
    input.string({
      label: 'Input table',
      help: 'Full name of the table to score; the batch receives it as input_table. E.g. prod.ml.current.',
    }),
  ),
  outputTable: optional(
    input.string({
      label: 'Output table',
      help: 'Full name of the table that the batch writes to; which receives it as output_table. E.g. prod.ml.scores.',
    }),
  ),
  outputPath: optional(
    input.string({
      label: 'Output path',
      help: 'Folder of a volume or of DBFS that the batch writes Delta or Parquet files to; which receives it as output_path. E.g. /Volumes/prod/ml/scores.',
    }),
  ),
  warehouseId: optional(
    input.string({
      label: 'SQL warehouse ID',
      help: 'SQL warehouse that reads the proof from the output table. Without one, a small job reads it. E.g. 4f2a8c1e9b7d6035.',
    }),
  ),
  checks: optional(
    input.mapOrFile({
      label: 'Checks',
      help: "What predictions must satisfy, and other column names. E.g. 'missing: 0.01', 'minimum: 0', 'maximum: 1', 'shift: 0.2', 'columns: { prediction: score }'.",
      shape: batchChecks,
    }),
  ),
};

type RunInput = keyof typeof runInputs;

/** A job, a run file and a run define their own compute, name and viewers. */
function neverTogether(inputs: readonly RunInput[], targets: readonly RunInput[]): readonly Rule<RunInput>[] {
  return inputs.flatMap((name) => targets.map((target) => ({ kind: 'atMostOne', of: [name, target] }) as const));
}

export const DatabricksBatchScore = defineTask({
  id: '7e5fefbe-57b5-4caf-a46e-3f059f63dd44',
  name: 'DatabricksBatchScore',
  major: 1,
  friendlyName: 'Score batch on Databricks and prove it',
  summary:
    'Runs batch inference with one model version, and proves from the rows that were written which version scored how many of them.',
  instanceName: 'Score with $(modelName) $(expectedVersion)',
  inputs: {
    ...connectionInputs,
    ...registryInputs,
    ...fromProject(scoringInputs, {
      expectedVersion: places,
      inputTable: 'data.scoring.input',
      outputTable: { paths: ['data.scoring.output.table'], unless: ['outputPath'] },
      outputPath: { paths: ['data.scoring.output.path'], unless: ['outputTable'] },
    }),
    ...runInputs,
  },
  rules: [
    ...connectionRules,
    ...projectRules,
    // Without a target, the task scores the input table itself.
    { kind: 'exactlyOne', of: runTargets, unless: 'inputTable' },
    ...computeRules,
    ...neverTogether(
      ['existingClusterId', 'newCluster', 'budgetPolicyId', 'environmentVersion', 'libraries'],
      ['jobId', 'jobName', 'runFile', 'runId'],
    ),
    ...neverTogether(['viewers', 'runName'], ['jobId', 'jobName', 'runId']),
    {
      kind: 'onlyWith',
      inputs: ['parameters'],
      with: ['jobId', 'jobName', 'notebookPath', 'pythonFile'],
      because: 'a run file has its own parameters, and the built-in scoring takes none',
    },
    { kind: 'exactlyOne', of: ['outputTable', 'outputPath'] },
    {
      kind: 'onlyWith',
      inputs: ['warehouseId'],
      with: ['outputTable'],
      because: 'a SQL warehouse does not read the files of a path',
    },
  ],
  outputs: {
    scoredVersion: 'Version that scored every row; empty if that is not proven.',
    scoredRows: 'Number of rows that the batch wrote.',
    proofFile: 'Path of proof.json, which records what was proven.',
    runId: 'ID of the run on Databricks.',
    runUrl: 'URL of the run on Databricks.',
  },
  clients: ['workspace', 'registry'],
  environment: registryEnvironment,
  ships: [...PROVE_FILES, ...SCORE_FILES],
  postJob: true,
  taskVariables: LEFT_TO_CANCEL,
});
