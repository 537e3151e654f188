import { UserError } from '../core/errors';
import { SqlFailure } from '../databricks/sql-statements';
import type { RunStep } from '../runs/run-to-end';
import { askJob } from './ask-job';
import { askWarehouse } from './ask-warehouse';
import type { BatchChecks } from './batch-checks';
import type { BatchRun } from './batch-run';
import { judgeBatch, type Expected, type Finding } from './decide';
import { measuredIn, type Answers, type Measured } from './measured';
import { questionsAbout, type Output, type Question } from './questions';
import type { ScoreInputs } from './score-inputs';
import { readStatement, type BatchStatement } from './statement';

export interface Scored {
  readonly batch: BatchRun;
  readonly expected: Expected;
  readonly output: Output;
  readonly checks: BatchChecks;
}

/** What the rows say of the batch, and what that proves. */
export interface Proven extends Scored {
  readonly stated: BatchStatement;
  readonly measured: Measured;
  readonly findings: readonly Finding[];
}

export async function prove(scored: Scored, inputs: ScoreInputs, step: RunStep): Promise<Proven> {
  const { batch, output, checks, expected } = scored;
  const stated = statedBy(batch);
  const measured = await measure(questionsAbout(stated, output, checks), inputs, step);
  const { commit } = step.host.facts;
  const startedAt = batch.startedAt === undefined ? undefined : batch.startedAt / 1000;
  const facts = { stated, measured, checks, expected, inputTable: inputs.inputTable, commit, startedAt };
  return { ...scored, stated, measured, findings: judgeBatch(facts) };
}

function statedBy({ said, runId }: BatchRun): BatchStatement {
  const reading = readStatement(said);
  if ('problem' in reading) {
    throw new UserError('BATCH_NOT_PROVED', {
      what: `Run ${runId} succeeded, but is not proven. ${reading.problem}`,
      fix: `End the notebook with dbutils.notebook.exit(json.dumps({"inputTable": …, "inputVersion": …, "batchId": …})); a Python file prints the same as its last line.`,
    });
  }
  return reading.statement;
}

async function measure(questions: readonly Question[], inputs: ScoreInputs, step: RunStep): Promise<Measured> {
  try {
    return measuredIn(await ask(questions, inputs, step));
  } catch (error) {
    if (error instanceof SqlFailure) {
      throw new UserError('BATCH_NOT_PROVED', {
        what: `The batch is not proven. ${error.message}`,
        fix:
          FIXES[error.sqlState ?? ''] ??
          'Let the identity of this step read both tables, and write the columns that the proof reads.',
        cause: error,
      });
    }
    throw error;
  }
}

/** A table is asked where it costs least to start; files only a job can read. */
function ask(questions: readonly Question[], inputs: ScoreInputs, step: RunStep): Promise<Answers> {
  const { warehouseId, outputPath } = inputs;
  const { host, workspace } = step;
  if (warehouseId === undefined || outputPath !== undefined) {
    return askJob(questions, { path: outputPath, inputs }, step);
  }
  const { clock, random, signal } = host;
  return askWarehouse(questions, workspace, { warehouseId, clock, random, signal });
}

const FIXES: Readonly<Record<string, string>> = {
  '42703': "Have the batch write that column, or name it in 'checks' under 'columns'.",
  '42P01': 'Check the name of the table, and let the identity of this step read it.',
  '42501': 'Grant the identity of this step SELECT on the table and USE on its schema and catalog.',
};
