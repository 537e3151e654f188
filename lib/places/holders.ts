import { UserError } from '../core/errors';
import { readBack } from '../core/read-back';
import type { RegisteredModel } from '../registry/registered-model';
import type { TaskHost } from '../task/host';
import type { Place } from './place';

type Numbers = readonly number[];

/** The versions that hold the place. */
export async function holdersOf(model: RegisteredModel, { pointer }: Place): Promise<Numbers> {
  const reading = await model.pointer(pointer);
  return reading.kind === 'absent' ? [] : reading.versions.map(({ number }) => number);
}

/** Looks until the place has the new holder, or the time is up. */
export function readPlaceBack(
  at: { readonly model: RegisteredModel; readonly place: Place },
  isOurs: (holders: Numbers) => boolean,
  host: TaskHost,
): Promise<{ readonly isOurs: boolean; readonly seen: Numbers }> {
  return readBack(() => holdersAfterMove(at.model, at.place), isOurs, host);
}

/** The first reads after a move may differ, because one may still show the old state. */
async function holdersAfterMove(model: RegisteredModel, place: Place): Promise<Numbers> {
  try {
    return await holdersOf(model, place);
  } catch (error) {
    if (error instanceof UserError && error.code === 'REGISTRY_UNCLEAR') {
      return [];
    }
    throw error;
  }
}
