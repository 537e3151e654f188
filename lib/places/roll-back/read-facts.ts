import { UserError } from '../../core/errors';
import type { RegisteredModel } from '../../registry/registered-model';
import { holdersOf } from '../holders';
import type { Place } from '../place';
import { previousTag, readVersionText, rollbackTag } from '../place-tags';
import { lastReceipt } from '../receipts/receipt-mark';
import type { RollbackFacts } from './decide';
import { readRollbackMark } from './rollback-mark';

export async function readRollbackFacts(model: RegisteredModel, place: Place): Promise<RollbackFacts> {
  const holders = await holdersOf(model, place);
  const tags = await model.tags();
  return {
    model: model.name,
    place,
    holders,
    receipt: lastReceipt(tags, place),
    previous: readTag(tags, previousTag(place), readVersionText),
    mark: readTag(tags, rollbackTag(place), readRollbackMark),
  };
}

function readTag<T>(
  tags: ReadonlyMap<string, string>,
  key: string,
  read: (text: string) => T | undefined,
): T | undefined {
  const text = tags.get(key);
  const value = text === undefined ? undefined : read(text);
  if (text !== undefined && value === undefined) {
    throw new UserError('REGISTRY_UNCLEAR', {
      what: `The model's tag '${key}' is '${text}', which is nothing that this extension writes.`,
      fix: "Correct the tag, or remove it from the model and set 'toVersion'.",
    });
  }
  return value;
}
