import type { Proof } from '../contracts/contract';
import { UserError } from '../core/errors';
import type { ContractContent, RunEvidence } from '../evidence/run-evidence';
import { consoleTable } from '../report/console-table';
import { markdownTable } from '../report/markdown-table';
import type { TaskHost } from '../task/host';
import { counted, rowsIn, type Finding } from './decide';
import type { Proven } from './prove';

interface ProofContent {
  readonly proven: Proven;
  readonly model: Proof['model'];
  readonly predecessor: Proof['predecessor'];
}

interface ProofOutputs {
  readonly scoredVersion: string;
  readonly scoredRows: string;
  readonly proofFile: string;
}

/** Records and shows what was proven; fails unless everything was. */
export function concludeProof(
  content: ProofContent,
  evidence: RunEvidence,
  host: TaskHost<keyof ProofOutputs>,
): ProofOutputs {
  const { proven, model } = content;
  const { findings } = proven;
  const failed = findings.filter(({ outcome }) => outcome === 'failed');
  const statement = sentence(proven, failed);
  const { path } = evidence.publish(evidence.contract('proof', proofOf(content, statement, host.facts.commit)));
  const outputs = { scoredVersion: versionsIn(proven), scoredRows: String(rowsIn(proven.measured)), proofFile: path };
  host.setOutputs(outputs);
  const rows = findings.map(({ check, outcome, message }) => [check, outcome, message]);
  const table = { columns: ['Check', 'Result', 'Found'], rows };
  consoleTable(table).forEach((line) => host.log.info(line));
  host.log.info(statement);
  host.summary(`## Batch of ${model.name}\n\n${statement}\n\n${markdownTable(table)}`);
  if (failed.length > 0) {
    throw new UserError('BATCH_NOT_PROVED', {
      what: `Batch '${proven.stated.batchId}' is not proven:\n${failed.map(({ check, message }) => `- ${check}: ${message}`).join('\n')}`,
      fix: `Do not use its rows in ${proven.output.words}: delete them, correct the cause and score again.`,
    });
  }
  return outputs;
}

/** The batch in one sentence, e.g. "Scored 1,204,331 rows, 100% by version 14". */
function sentence({ measured, expected }: Proven, failed: readonly Finding[]): string {
  const rows = rowsIn(measured);
  const own = measured.written.filter(({ version }) => version === expected.version);
  const ownRows = own.reduce((sum, part) => sum + part.rows, 0);
  const share = rows === 0 ? 0 : (100 * ownRows) / rows;
  // Rounding must not call 999,999 of a million rows all of them.
  const shown = share === 100 ? '100' : Math.min(share, 99.99).toFixed(2);
  const end = failed.length === 0 ? '' : `; not proven: ${failed.map(({ check }) => check).join(', ')}`;
  return `Scored ${counted(rows)}, ${shown}% by version ${expected.version}${end}`;
}

function versionsIn({ measured, expected }: Proven): string {
  const isSure = measured.written.length > 0 && measured.written.every(({ version }) => version === expected.version);
  return isSure ? expected.version : '';
}

function proofOf(
  { proven, model, predecessor }: ProofContent,
  statement: string,
  codeCommit: string,
): ContractContent<'proof'> {
  const { stated, measured, expected, output, batch, findings } = proven;
  const isProven = findings.every(({ outcome }) => outcome !== 'failed');
  return {
    ...(predecessor === undefined ? {} : { predecessor }),
    model,
    verdict: isProven ? 'PROVED' : 'NOT_PROVED',
    statement,
    batch: { id: stated.batchId, runId: batch.runId, codeCommit },
    expected: {
      ...(expected.place === undefined ? {} : { place: expected.place }),
      atStart: expected.version,
      ...(expected.atEnd === undefined ? {} : { atEnd: expected.atEnd }),
    },
    input: { table: stated.inputTable, version: stated.inputVersion, rows: measured.inputRows },
    output: {
      name: output.words,
      rows: rowsIn(measured),
      byVersion: measured.written.map(({ version, rows }) => ({ ...(version === null ? {} : { version }), rows })),
    },
    checks: [...findings],
  };
}
