import type { Place, Target } from './place';

/** On the model: the last receipt of the place, which proves that it is or was held; a copy has its own. */
export function receiptTag(place: Target): string {
  return `mlops_receipt_${keyOf(place)}`;
}

/** The place in the key of a receipt, as a user writes it; undefined for copies and other keys. */
export function placeTextOf(key: string): string | undefined {
  const [, type, name] = /^mlops_receipt_(alias|stage)_(.+)$/.exec(key) ?? [];
  return type === undefined || name === undefined ? undefined : `${type}:${name}`;
}

/** On the model: the version to go back to. */
export function previousTag(place: Place): string {
  return `mlops_previous_${keyOf(place)}`;
}

/** On the version: the pipeline run that was about to promote it, so that its next attempt recognizes its own work. */
export function promotionTag(place: Target): string {
  return `mlops_promotion_${keyOf(place)}`;
}

/** On the model: the last rollback that was started, so that the next run can complete it. */
export function rollbackTag(place: Place): string {
  return `mlops_rollback_${keyOf(place)}`;
}

/** A receipt as its tag stores it, and the version that got the place. */
export interface ReceiptMark {
  readonly sha256: string;
  readonly version: number;
}

export function receiptText({ sha256, version }: ReceiptMark): string {
  return `${sha256} v${version}`;
}

/** Undefined if the text is not the tag of a receipt. */
export function readReceiptText(text: string): ReceiptMark | undefined {
  const [, sha256 = '', version] = /^([0-9a-f]{64}) v([1-9]\d*)$/.exec(text.trim()) ?? [];
  return version === undefined ? undefined : { sha256, version: Number(version) };
}

/** Undefined if the text is not a version number. */
export function readVersionText(text: string): number | undefined {
  return /^[1-9]\d*$/.test(text.trim()) ? Number(text) : undefined;
}

function keyOf({ pointer }: Target): string {
  switch (pointer.type) {
    case 'copy':
      return 'copy';
    case 'alias':
      return `alias_${pointer.name}`;
    case 'stage':
      return `stage_${pointer.name.toLowerCase()}`;
  }
}
