import { UserError } from '../../core/errors';
import type { Target } from '../place';
import { readReceiptText, receiptTag, type ReceiptMark } from '../place-tags';

/** The last receipt of the place in the model's tags; an unreadable tag is an error, never "no receipt". */
export function lastReceipt(tags: ReadonlyMap<string, string>, place: Target): ReceiptMark | undefined {
  const key = receiptTag(place);
  const text = tags.get(key);
  if (text === undefined) {
    return undefined;
  }
  const mark = readReceiptText(text);
  if (mark === undefined) {
    throw new UserError('EVIDENCE_BROKEN', {
      what: `The model's tag '${key}' is '${text}', which does not name a receipt: somebody changed it by hand.`,
      fix: 'Restore it from the last receipt of that place among the artifacts of the pipeline: its SHA-256, a space, v and the version.',
    });
  }
  return mark;
}
