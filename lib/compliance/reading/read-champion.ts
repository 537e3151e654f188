import type { Compliance } from '../../contracts/contract';
import type { ModelFiles } from '../../mlflow/model-files';
import { readOnce } from '../../mlflow/read-once';
import { readPlace, type Place } from '../../places/place';
import { digestOf } from '../../registry/digest';
import type { RegistryKind } from '../../registry/kind';
import { requirePointer } from '../../registry/pointer';
import type { RegisteredModel } from '../../registry/registered-model';
import type { ChampionFacts, Seen } from '../facts';
import { mlModelIn } from './ml-model';
import { reachableFiles, type Courier } from './reachable-files';
import { seen } from './unseen';

/** The champion, and how the contract names it. */
export interface FoundChampion {
  readonly facts: ChampionFacts;
  readonly record: NonNullable<Compliance['seen']['champion']>;
}

/** Where the registry keeps the champion unless the project says so. */
export function championPlace(said: string | undefined, kind: RegistryKind): Place {
  const place = readPlace(said ?? (kind === 'workspace' ? 'stage:Production' : 'alias:champion'), 'configFile');
  requirePointer(place.pointer, kind);
  return place;
}

/** Whoever holds the place, except the version itself. Of several in a stage the newest is what MLflow loads. */
export async function readChampion(
  model: RegisteredModel,
  { place, checked }: { readonly place: Place; readonly checked: number },
  courier: Courier,
): Promise<FoundChampion | undefined> {
  const reading = await model.pointer(place.pointer);
  const holder = reading.kind === 'absent' ? undefined : reading.versions.at(-1);
  if (holder === undefined || holder.number === checked) {
    return undefined;
  }
  const files = readOnce(model.files(holder.number));
  const { record, files: ofFiles } = await digestOf(holder, files);
  const { signal } = courier;
  const reached = await seen(() => reachableFiles(files, `models:/${model.name}/${holder.number}`, courier), signal);
  const ofReached = <T>(read: (from: ModelFiles) => Promise<T>): Promise<Seen<T>> | Seen<T> =>
    'value' in reached ? seen(() => read(reached.value), signal) : reached;
  return {
    facts: {
      number: holder.number,
      mlModel: await ofReached(mlModelIn),
      listed: await ofReached((from) => from.list()),
    },
    record: {
      name: model.name,
      version: String(holder.number),
      digest: { record, ...(ofFiles === undefined ? {} : { files: ofFiles }) },
    },
  };
}
