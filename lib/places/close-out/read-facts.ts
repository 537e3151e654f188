import type { RegistryKind } from '../../registry/kind';
import type { RegisteredModel } from '../../registry/registered-model';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { ProjectFacts } from '../../task/host';
import { readChampionPlaces } from '../champion/champion-places';
import { holdersOf } from '../holders';
import { readPlace, type Place } from '../place';
import type { CloseOutFacts } from './decide';

/** Where candidates of the model wait: where the project says, or where they usually do. */
export function challengerPlace(project: ProjectFacts | undefined, type: 'alias' | 'stage'): Place {
  const usual = type === 'stage' ? 'stage:Staging' : 'alias:challenger';
  return { ...readPlace(project?.places.challenger ?? usual, 'configFile'), role: 'challenger' };
}

/** Whether the version is somebody's champion, or a challenger, as it is now. */
export async function readCloseOutFacts(
  model: RegisteredModel,
  version: number,
  {
    place,
    kind,
    project,
  }: { readonly place: Place; readonly kind: RegistryKind; readonly project: ProjectFacts | undefined },
): Promise<CloseOutFacts> {
  const { places } = await readChampionPlaces(model, kind);
  const own = project === undefined ? [] : [readPlace(project.places.champion, 'configFile')];
  const others = own.filter(({ text }) => places.every((one) => one.place.text !== text));
  const held = places.filter(({ state }) => state.holders.some(({ number }) => number === version));
  const heldOthers: Place[] = [];
  for (const other of others) {
    if ((await holdersOf(model, other)).includes(version)) {
      heldOthers.push(other);
    }
  }
  return {
    model: model.name,
    version,
    champions: [...held.map((each) => each.place.text), ...heldOthers.map(({ text }) => text)],
    place: place.text,
    isChallenger: (await holdersOf(model, place)).includes(version),
    tag: (await model.tags(version)).get(VERSION_TAGS.closedOut),
  };
}
