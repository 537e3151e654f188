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

/** Looks until the place is as it was made, or long enough to know that it is not. */
export function readPlaceBack(
  at: { readonly model: RegisteredModel; readonly place: Place },
  isOurs: (holders: Numbers) => boolean,
  host: TaskHost,
): Promise<{ readonly isOurs: boolean; readonly seen: Numbers }> {
  return readBack(() => holdersAfterMove(at.model, at.place), isOurs, host);
}

/** The first reads after a move may contradict each other, since one still shows what was there before. */
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
