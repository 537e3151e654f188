import { UserError } from '../../core/errors';
import { requesterOf } from '../../evidence/known-run';
import type { ContractContent, PublishedContract, RunEvidence } from '../../evidence/run-evidence';
import type { RegisteredModel } from '../../registry/registered-model';
import type { TaskHost } from '../../task/host';
import type { Target } from '../place';
import { receiptTag, receiptText, type ReceiptMark } from '../place-tags';
import { lastReceipt } from './receipt-mark';
import { unnotedReceipt } from './unnoted-receipt';

/** The receipts of one place of a model, or of copies into it; each refers to the one before. */
export interface ReceiptContext {
  readonly host: TaskHost;
  readonly model: RegisteredModel;
  readonly place: Target;
  /** The identity at the registry; see `identityAt`. */
  readonly identity: string;
  readonly evidence: RunEvidence;
}

/** What was done; place, people and the chain are added. */
export type ReceiptContent = Omit<ContractContent<'receipt'>, 'target' | 'decidedBy' | 'identity' | 'previousReceipt'>;

/**
 * Writes the receipt as file and artifact, and only then its hash to the model: a hash without a receipt would prove
 * nothing, but a re-run of the stage can add a missing hash.
 */
export async function recordReceipt(
  content: ReceiptContent,
  context: ReceiptContext,
): Promise<PublishedContract<'receipt'>> {
  const { host, model, place, identity, evidence } = context;
  const previous = lastReceipt(await model.tags(), place);
  const wanted = evidence.contract('receipt', {
    ...content,
    target: place.text,
    decidedBy: requesterOf(host.facts),
    identity,
    ...(previous === undefined ? {} : { previousReceipt: previous.sha256 }),
  });
  const receipt = unnotedReceipt(wanted, evidence.folder) ?? wanted;
  host.signal.throwIfAborted();
  const published = evidence.publish<'receipt'>(receipt);
  if (receipt.toVersion !== undefined) {
    const mark = { sha256: receipt.sha256, version: Number(receipt.toVersion) };
    await note({ mark, previous }, context);
  }
  return published;
}

interface Note {
  readonly mark: ReceiptMark;
  readonly previous: ReceiptMark | undefined;
}

async function note({ mark, previous }: Note, { model, place }: ReceiptContext): Promise<void> {
  const key = receiptTag(place);
  try {
    await model.setTags({ [key]: receiptText(mark) });
  } catch (error) {
    const there = isNotKept(error) ? (await model.tags()).get(key) : undefined;
    // The old tag is still there: nobody else has written.
    if (there === undefined || (previous !== undefined && there === receiptText(previous))) {
      throw error;
    }
    throw new UserError('PLACE_CONTESTED', {
      what: `The receipt ${mark.sha256.slice(0, 12)} was written to the tag '${key}' of ${model.name}, but the tag is now '${there}': somebody else wrote it at the same time.`,
      fix: `Check which version holds ${place.text}, let only one pipeline move it, and re-run this stage.`,
      cause: error,
    });
  }
}

function isNotKept(error: unknown): boolean {
  return error instanceof UserError && error.code === 'WRITE_NOT_KEPT';
}
