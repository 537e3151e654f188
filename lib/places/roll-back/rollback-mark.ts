import type { ReceiptMark } from '../place-tags';

/** A rollback as the model's tag tells of it. */
export interface RollbackMark {
  /** Undefined when nobody held the place. */
  readonly from: number | undefined;
  readonly to: number;
  /** The place's last receipt at that time: while that has not changed, its own is missing. */
  readonly after: string | undefined;
}

const NOBODY = 'nobody';

export function rollbackMarkText({ from, to, after }: RollbackMark): string {
  return `${from === undefined ? NOBODY : `v${from}`} to v${to} after ${after ?? 'no receipt'}`;
}

/** Undefined for a text that no rollback was noted with. */
export function readRollbackMark(text: string): RollbackMark | undefined {
  const [, from, to, after] =
    /^(?:nobody|v([1-9]\d*)) to v([1-9]\d*) after (?:no receipt|([0-9a-f]{64}))$/.exec(text.trim()) ?? [];
  return to === undefined ? undefined : { from: from === undefined ? undefined : Number(from), to: Number(to), after };
}

export function isUnfinished({ after }: RollbackMark, receipt: ReceiptMark | undefined): boolean {
  return after === receipt?.sha256;
}
