import type { ReceiptMark } from '../place-tags';

/** A started rollback in the model's tag. */
export interface Begun {
  /** Undefined if the place was empty. */
  readonly from: number | undefined;
  readonly to: number;
  /** The place's last receipt at that time; while it is unchanged, the rollback's own receipt is missing. */
  readonly after: string | undefined;
}

const NOBODY = 'nobody';

export function begunText({ from, to, after }: Begun): string {
  return `${from === undefined ? NOBODY : `v${from}`} to v${to} after ${after ?? 'no receipt'}`;
}

/** Undefined if the text is not the tag of a rollback. */
export function readBegun(text: string): Begun | undefined {
  const [, from, to, after] =
    /^(?:nobody|v([1-9]\d*)) to v([1-9]\d*) after (?:no receipt|([0-9a-f]{64}))$/.exec(text.trim()) ?? [];
  return to === undefined ? undefined : { from: from === undefined ? undefined : Number(from), to: Number(to), after };
}

export function isUnfinished({ after }: Begun, receipt: ReceiptMark | undefined): boolean {
  return after === receipt?.sha256;
}
