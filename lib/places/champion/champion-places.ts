import type { RegistryKind } from '../../registry/kind';
import type { RegisteredModel } from '../../registry/registered-model';
import { readPlace, type Place } from '../place';
import { placeTextOf } from '../place-tags';
import { readPlaceState, type PlaceState } from '../promote/read-state';

/** The champion's places of a model, as they are now. */
export interface ChampionPlaces {
  readonly model: string;
  readonly places: readonly HeldPlace[];
}

export interface HeldPlace {
  readonly place: Place;
  readonly state: PlaceState;
}

const USUAL: Readonly<Record<RegistryKind, readonly string[]>> = {
  unityCatalog: ['alias:champion'],
  workspace: ['stage:Production'],
  mlflow: ['alias:champion', 'stage:Production'],
};
const NOBODY: PlaceState = { holders: [], receipt: undefined, previous: undefined, archived: undefined };

/** The default places, and every other one with a receipt on the model. A model that does not exist has no champion. */
export async function readChampionPlaces(model: RegisteredModel, kind: RegistryKind): Promise<ChampionPlaces> {
  const usual = USUAL[kind].map((text) => readPlace(text, 'target'));
  if (!(await model.exists())) {
    return { model: model.name, places: usual.map((place) => ({ place, state: NOBODY })) };
  }
  const places: HeldPlace[] = [];
  for (const place of [...usual, ...(await otherPlaces(model, usual))]) {
    places.push({ place, state: await readPlaceState(model, place) });
  }
  return { model: model.name, places };
}

async function otherPlaces(model: RegisteredModel, usual: readonly Place[]): Promise<readonly Place[]> {
  const noted = [...(await model.tags()).keys()].flatMap((key) => placeTextOf(key) ?? []);
  const isPossible = ({ pointer, role }: Place): boolean =>
    role === 'champion' && usual.some((one) => one.pointer.type === pointer.type);
  const isUsual = ({ text }: Place): boolean => usual.some((one) => one.text === text);
  return noted.map((text) => readPlace(text, 'target')).filter((place) => isPossible(place) && !isUsual(place));
}
