import { formatDuration } from '../../lib/core/durations';
import { watchAdaptively, watchEvery, type Watch } from '../instruments/polling-pace';
import { mean } from '../instruments/sample';
import { seededRandom } from '../instruments/seeded-random';
import type { Table } from '../table';

const RUNS_MS = [2000, 30_000, 10 * 60_000, 2 * 3_600_000];
const PHASES = 200;
/** The length of a run varies by this share, so that its end falls into every phase of the polling. */
const SPREAD = 0.25;
const FIXED_MS = 5000;

export async function pollingTable(): Promise<Table> {
  const rows: (readonly string[])[] = [];
  for (const runMs of RUNS_MS) {
    const durations = durationsAround(runMs);
    const adaptive: Watch[] = [];
    for (const [seed, durationMs] of durations.entries()) {
      adaptive.push(await watchAdaptively(durationMs, seed));
    }
    const fixed = durations.map((durationMs) => watchEvery(FIXED_MS, durationMs));
    rows.push(...rowsOf(formatDuration(runMs), summaryOf(adaptive), summaryOf(fixed)));
  }
  return {
    title: `Polling: how soon the end of a run is noticed, and how many requests that takes`,
    columns: ['run of about', 'pace', 'lag, mean', 'lag, max', 'requests, mean'],
    rows,
    notes: [
      `${PHASES} seeded runs each, of a length within ${SPREAD * 100}% of the one named; time is virtual, an answer takes none.`,
      'Ratios are ours divided by the fixed pace: below 1.00 is better. Goal: noticed within 10% of the run (at least 1 s,',
      'at most 22 s); for runs of 10 min or more, fewer requests than the fixed pace.',
    ],
  };
}

interface Summary {
  readonly meanLagMs: number;
  readonly maxLagMs: number;
  readonly meanPolls: number;
}

function durationsAround(runMs: number): readonly number[] {
  const random = seededRandom(runMs);
  return Array.from({ length: PHASES }, () => Math.round(runMs * (1 + SPREAD * (2 * random() - 1))));
}

function summaryOf(watches: readonly Watch[]): Summary {
  const lags = watches.map(({ lagMs }) => lagMs);
  return { meanLagMs: mean(lags), maxLagMs: Math.max(...lags), meanPolls: mean(watches.map(({ polls }) => polls)) };
}

function rowsOf(run: string, adaptive: Summary, fixed: Summary): readonly (readonly string[])[] {
  return [
    [run, 'ours', seconds(adaptive.meanLagMs), seconds(adaptive.maxLagMs), adaptive.meanPolls.toFixed(1)],
    ['', 'every 5 s', seconds(fixed.meanLagMs), seconds(fixed.maxLagMs), fixed.meanPolls.toFixed(1)],
    [
      '',
      'ratio',
      (adaptive.meanLagMs / fixed.meanLagMs).toFixed(2),
      (adaptive.maxLagMs / fixed.maxLagMs).toFixed(2),
      (adaptive.meanPolls / fixed.meanPolls).toFixed(2),
    ],
  ];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
