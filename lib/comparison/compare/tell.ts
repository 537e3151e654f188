import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Comparison } from '../../contracts/contract';
import { UserError } from '../../core/errors';
import { comparisonLines } from '../../report/comparison/console';
import { comparisonSummary, type Reported } from '../../report/comparison/summary';
import type { TaskHost } from '../../task/host';
import type { Meanwhile } from './meanwhile';

/** Shows the comparison in the log and in the summary of the run, and keeps the page as a file beside the evidence. */
export function tell(reported: Reported, comparisonFile: string, host: TaskHost): string {
  comparisonLines(reported).forEach((line) => host.log.info(line));
  const page = comparisonSummary(reported);
  host.summary(page);
  const path = comparisonFile.replace(/\.json$/, '.md');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page);
  const { model, run } = reported.comparison;
  host.uploadArtifact({
    name: `mlops-report-v${model.version}-attempt${run.attempt}-${reported.comparison.sha256.slice(0, 12)}`,
    path,
  });
  return path;
}

interface Circumstances {
  /** The champion could not be scored, and keeps its place. */
  readonly isHeld: boolean;
  readonly meanwhile: Meanwhile | undefined;
}

/** An error fails a gate; any other verdict is an answer. */
export function concluded(contract: Comparison, { isHeld, meanwhile }: Circumstances, host: TaskHost): void {
  const { verdict, because, model, mode } = contract;
  const subject = `The comparison of version ${model.version} of ${model.name}`;
  if (verdict === 'ERROR' && mode !== 'report') {
    throw new UserError('COMPARISON_ERROR', {
      what: `${subject} ended in an error: ${meanwhile === undefined ? because : `${meanwhile.what}.`}`,
      fix: meanwhile?.fix ?? 'Correct what it names and compare again; an error is not a verdict.',
    });
  }
  if (verdict === 'ERROR' || isHeld) {
    host.raiseIssue(`${subject} says ${verdict}: ${because}`);
  }
}
