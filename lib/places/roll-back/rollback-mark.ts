import type { ReceiptMark } from '../place-tags';

/** A started rollback in the model's tag. */
export interface RollbackMark {
  /** Undefined if the place was empty. */
  readonly from: number | undefined;
  readonly to: number;
  /** The place's last receipt at that time; while it is unchanged, the rollback's own receipt is missing. */
  readonly after: string | undefined;
}

const NOBODY = 'nobody';

export function rollbackMarkText({ from, to, after }: RollbackMark): string {
  return `${from === undefined ? NOBODY : `v${from}`} to v${to} after ${after ?? 'no receipt'}`;
}

/** Undefined if the text is not the tag of a rollback. */
export function readRollbackMark(text: string): RollbackMark | undefined {
  const [, from, to, after] =
    /^(?:nobody|v([1-9]\d*)) to v([1-9]\d*) after (?:no receipt|([0-9a-f]{64}))$/.exec(text.trim()) ?? [];
  return to === undefined ? undefined : { from: from === undefined ? undefined : Number(from), to: Number(to), after };
}

export function isUnfinished({ after }: RollbackMark, receipt: ReceiptMark | undefined): boolean {
  return after === receipt?.sha256;
}
