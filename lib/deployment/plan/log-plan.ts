import type { Log } from '../../task/host';
import type { Destination } from '../destination';
import type { Source } from '../source/source';
import type { Plan } from './plan';

const MOST_LINES = 200;

export function logSource(folder: string, { files, leftOut }: Source, log: Log): void {
  const notebooks = files.filter(({ kind }) => kind === 'notebook').length;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  log.info(`Source ${folder}: ${count(files.length, 'file')}, ${notebooks} of them notebooks, ${mebibytes(bytes)}`);
  if (leftOut.length > 0) {
    log.info(`Left out: ${capped(leftOut, 20).join(', ')}`);
  }
}

/** Logs the plan before it is carried out. */
export function logPlan(plan: Plan, { shown }: Destination, log: Log): void {
  const deleted = [...plan.clearFiles, ...plan.deletions];
  log.info(
    `Plan for ${shown}: ${plan.uploads.length} to upload, ${plan.unchanged.size} unchanged, ${deleted.length} to delete`,
  );
  const lines = [...plan.uploads.map(({ path }) => `upload ${path}`), ...deleted.map((target) => `delete ${target}`)];
  if (lines.length > 0) {
    log.group('The plan in full', capped(lines, MOST_LINES));
  }
  if (deleted.length > 0 && plan.uploads.length > MOST_LINES) {
    log.group(
      'Deletions',
      deleted.map((target) => `delete ${target}`),
    );
  }
  if (plan.overwritten.length > 0) {
    log.warning(
      `These files, which no deployment put there, are now overwritten: ${capped(plan.overwritten, 10).join(', ')}`,
    );
  }
  if (plan.foreignEdits.length > 0) {
    log.warning(
      `${count(plan.foreignEdits.length, 'foreign edit')} since the last deployment: ${capped(plan.foreignEdits, 10).join(', ')}`,
    );
  } else if (plan.strangers.length > 0) {
    log.info(
      `Not of any deployment, and left alone: ${capped(plan.strangers, 10).join(', ')}; 'deleteExtraneous: true' would delete them`,
    );
  }
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function capped(items: readonly string[], most: number): readonly string[] {
  return items.length <= most ? items : [...items.slice(0, most), `… and ${items.length - most} more`];
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
