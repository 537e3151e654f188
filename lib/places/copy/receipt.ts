import { requesterOf } from '../../evidence/known-run';
import { copiesInto } from '../place';
import { receiptTag, receiptText, type ReceiptMark } from '../place-tags';
import { lastReceipt } from '../receipts/receipt-mark';
import { aboutCandidate } from '../receipts/receipts';
import { recordReceipt } from '../receipts/record-receipt';
import type { Copy, CopyContext } from './context';
import { stepsOf } from './plan';

/** Writes the receipt, then its hash to the model and finally to the copy, which is then complete. Returns the file. */
export async function recordCopy(number: number, copy: Copy, context: CopyContext): Promise<string> {
  const { target } = copy;
  const place = copiesInto(target.name);
  const last = lastReceipt(await target.tags(), place);
  const { mark, path } =
    last?.version === number ? { mark: last, path: '' } : await writeReceipt(number, { copy, last }, context);
  context.host.signal.throwIfAborted();
  await target.setTags({ [receiptTag(place)]: receiptText(mark) }, number);
  return path;
}

/** A decision against a copy changes nothing in the registry, so it is not part of the chain of receipts. */
export function recordNoCopy(copy: Copy, context: CopyContext): string {
  const { version, target, because } = copy;
  const { evidence, host, identity } = context;
  const receipt = evidence.contract('receipt', {
    ...aboutCandidate(copy, context),
    action: 'keep',
    target: copiesInto(target.name).text,
    decision: `Version ${version.number} of ${version.model} is not copied to ${target.name}: ${because}`,
    decidedBy: requesterOf(host.facts),
    identity,
    plan: [],
  });
  return evidence.publish<'receipt'>(receipt).path;
}

async function writeReceipt(
  number: number,
  { copy, last }: { readonly copy: Copy; readonly last: ReceiptMark | undefined },
  context: CopyContext,
): Promise<{ readonly mark: ReceiptMark; readonly path: string }> {
  const { target, version, because } = copy;
  const { contract, path } = await recordReceipt(
    {
      ...aboutCandidate(copy, context),
      action: 'promote',
      ...(last === undefined ? {} : { fromVersion: String(last.version) }),
      toVersion: String(number),
      decision: `Version ${version.number} of ${version.model} is copied to ${target.name} as version ${number}: ${because}`,
      plan: stepsOf(copy, context.registry),
    },
    { ...context, model: target, place: copiesInto(target.name) },
  );
  return { mark: { sha256: contract.sha256, version: number }, path };
}
