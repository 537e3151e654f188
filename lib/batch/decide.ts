import type { BatchChecks } from './batch-checks';
import type { Measured, Written } from './measured';
import type { BatchStatement } from './statement';
import { isSameTable } from './table-name';

/** Clocks of a cluster and of the service may differ so much. */
const CLOCK_TOLERANCE_SECONDS = 600;

export interface BatchFacts {
  readonly stated: BatchStatement;
  readonly measured: Measured;
  readonly checks: BatchChecks;
  readonly expected: Expected;
  readonly inputTable: string | undefined;
  readonly commit: string;
  /** Seconds since the epoch; of the run that scored. */
  readonly startedAt: number | undefined;
}

/** The version that had to score. */
export interface Expected {
  readonly version: string;
  /** The place that held it, if one was named. */
  readonly place: string | undefined;
  /** Who holds that place after the batch. */
  readonly atEnd: string | undefined;
}

export interface Finding {
  readonly check: 'rows' | 'version' | 'place' | 'missing' | 'range' | 'shift' | 'fresh' | 'commit' | 'input';
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

/** What the numbers prove of the batch, check by check. */
export function judgeBatch(facts: BatchFacts): readonly Finding[] {
  return [input, rows, version, place, missing, range, shift, fresh, commit].flatMap((check) => check(facts) ?? []);
}

export function rowsIn({ written }: Measured): number {
  return written.reduce((sum, { rows: count }) => sum + count, 0);
}

function input({ stated, inputTable }: BatchFacts): Finding | undefined {
  if (inputTable === undefined) {
    return undefined;
  }
  return verdict('input', isSameTable(stated.inputTable, inputTable), {
    passed: `It read ${stated.inputTable} at version ${stated.inputVersion}.`,
    failed: `It read ${stated.inputTable}, but 'inputTable' is ${inputTable}.`,
  });
}

function rows({ measured, stated }: BatchFacts): Finding {
  const wrote = rowsIn(measured);
  const { inputRows } = measured;
  const source = `${stated.inputTable} at version ${stated.inputVersion}`;
  if (wrote === 0) {
    return failed('rows', `It wrote no row under batch ID '${stated.batchId}'; ${source} has ${counted(inputRows)}.`);
  }
  return verdict('rows', wrote === inputRows, {
    passed: `It wrote ${counted(wrote)}, as many as ${source} has.`,
    failed: `It wrote ${counted(wrote)}, but ${source} has ${counted(inputRows)}: ${difference(wrote, inputRows)}.`,
  });
}

function difference(wrote: number, had: number): string {
  return wrote < had ? `${counted(had - wrote)} missing` : `${counted(wrote - had)} too many`;
}

function version({ measured, expected }: BatchFacts): Finding {
  const others = measured.written.filter((part) => part.version !== expected.version);
  const total = rowsIn(measured);
  const named = others.map(
    (part) => `${counted(part.rows)} by ${part.version === null ? 'no version' : `version ${part.version}`}`,
  );
  return verdict('version', total > 0 && others.length === 0, {
    passed: `Version ${expected.version} scored all of them.`,
    failed:
      total === 0
        ? `No row names version ${expected.version}.`
        : `Expected all rows by version ${expected.version}, but ${named.join(' and ')}.`,
  });
}

function place({ expected }: BatchFacts): Finding | undefined {
  if (expected.place === undefined) {
    return undefined;
  }
  return verdict('place', expected.atEnd === expected.version, {
    passed: `${expected.place} was version ${expected.version} from start to end.`,
    failed: `${expected.place} moved from version ${expected.version} to ${expected.atEnd === undefined ? 'nobody' : `version ${expected.atEnd}`} while the batch ran.`,
  });
}

function missing({ measured, checks }: BatchFacts): Finding {
  const count = measured.written.reduce((sum, part) => sum + part.missing, 0);
  const total = rowsIn(measured);
  const allowed = Math.floor(checks.missing * total);
  return verdict('missing', total > 0 && count <= allowed, {
    passed:
      count === 0 ? 'Every row has a prediction.' : `${counted(count)} without a prediction, of ${allowed} allowed.`,
    failed: `${counted(count)} of ${counted(total)} without a prediction; ${allowed} are allowed.`,
  });
}

function range({ measured, checks }: BatchFacts): Finding | undefined {
  const { minimum, maximum } = checks;
  if (minimum === undefined && maximum === undefined) {
    return undefined;
  }
  const least = extreme(measured.written, 'minimum', Math.min);
  const most = extreme(measured.written, 'maximum', Math.max);
  if (least === undefined || most === undefined) {
    return failed('range', 'The predictions are not numbers, so their range is unknown.');
  }
  const allowed = `${minimum ?? 'any'} to ${maximum ?? 'any'}`;
  return verdict('range', least >= (minimum ?? -Infinity) && most <= (maximum ?? Infinity), {
    passed: `Predictions lie between ${least} and ${most}, within ${allowed}.`,
    failed: `Predictions lie between ${least} and ${most}; allowed is ${allowed}.`,
  });
}

function extreme(
  written: readonly Written[],
  which: 'minimum' | 'maximum',
  of: (...values: number[]) => number,
): number | undefined {
  const values = written.flatMap((part) => part[which] ?? []);
  return values.length === 0 ? undefined : of(...values);
}

function shift({ measured, checks }: BatchFacts): Finding {
  if (measured.shift === undefined) {
    return {
      check: 'shift',
      outcome: 'skipped',
      message: 'No earlier batch of this version with numbers to compare with.',
    };
  }
  const { psi, against } = measured.shift;
  return verdict('shift', psi <= checks.shift, {
    passed: `Predictions are distributed as in batch ${against} (PSI ${psi.toFixed(3)}, at most ${checks.shift}).`,
    failed: `Predictions have shifted against batch ${against}: PSI ${psi.toFixed(3)}, at most ${checks.shift} is allowed.`,
  });
}

function fresh({ measured, startedAt }: BatchFacts): Finding {
  const undated = measured.written.reduce((sum, part) => sum + part.undated, 0);
  const first = extreme(
    measured.written.map((part) => ({ ...part, minimum: part.firstAt })),
    'minimum',
    Math.min,
  );
  if (undated > 0 || first === undefined) {
    return failed('fresh', `${counted(undated)} do not say when they were scored.`);
  }
  if (startedAt === undefined) {
    return failed('fresh', 'The run does not say when it started, so the age of its rows is unknown.');
  }
  return verdict('fresh', first >= startedAt - CLOCK_TOLERANCE_SECONDS, {
    passed: 'All rows were scored by this run.',
    failed: `The oldest row is from ${timeOf(first)}, before the run started at ${timeOf(startedAt)}.`,
  });
}

function commit({ measured, commit: wanted }: BatchFacts): Finding {
  const others = measured.written.filter((part) => part.commit !== wanted);
  const named = others.map(
    (part) => `${counted(part.rows)} by ${part.commit === null ? 'no commit' : `commit ${part.commit.slice(0, 12)}`}`,
  );
  return verdict('commit', others.length === 0 && measured.written.length > 0, {
    passed: `The code of commit ${wanted.slice(0, 12)} scored them.`,
    failed: `Expected the code of commit ${wanted.slice(0, 12)}, but ${named.join(' and ') || 'no row names one'}.`,
  });
}

function verdict(
  check: Finding['check'],
  holds: boolean,
  words: { readonly passed: string; readonly failed: string },
): Finding {
  return holds ? { check, outcome: 'passed', message: words.passed } : failed(check, words.failed);
}

function failed(check: Finding['check'], message: string): Finding {
  return { check, outcome: 'failed', message };
}

export function counted(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`;
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
