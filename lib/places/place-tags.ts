import type { Place, Target } from './place';

/** On the model: the last receipt of the place, which proves that somebody holds or held it; a copy carries its own. */
export function receiptTag(place: Target): string {
  return `mlops_receipt_${keyOf(place)}`;
}

/** The place that the key of a receipt is about, as a user writes it; undefined for copies and for other keys. */
export function placeTextOf(key: string): string | undefined {
  const [, type, name] = /^mlops_receipt_(alias|stage)_(.+)$/.exec(key) ?? [];
  return type === undefined || name === undefined ? undefined : `${type}:${name}`;
}

/** On the model: the version to go back to. */
export function previousTag(place: Place): string {
  return `mlops_previous_${keyOf(place)}`;
}

/** On the version: the pipeline run that was about to give it the place, so that its next attempt knows its own work. */
export function promotionTag(place: Target): string {
  return `mlops_promotion_${keyOf(place)}`;
}

/** On the model: the last rollback that was begun there, so that the next run can complete it. */
export function rollbackTag(place: Place): string {
  return `mlops_rollback_${keyOf(place)}`;
}

/** A receipt as its tag has it, and the version that held the place by it. */
export interface ReceiptMark {
  readonly sha256: string;
  readonly version: number;
}

export function receiptText({ sha256, version }: ReceiptMark): string {
  return `${sha256} v${version}`;
}

/** Undefined for a text that no receipt was noted with. */
export function readReceiptText(text: string): ReceiptMark | undefined {
  const [, sha256 = '', version] = /^([0-9a-f]{64}) v([1-9]\d*)$/.exec(text.trim()) ?? [];
  return version === undefined ? undefined : { sha256, version: Number(version) };
}

/** Undefined for a text that is no number of a version. */
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
