import type { DeploymentRecord, RecordedFile, Touched } from '../record/deployment-record';
import { placeOf, type Kind } from '../source/notebook';
import type { Observation } from './observation';

/** An object at the destination that a deployment of ours has put there. */
export interface OurObject extends Touched {
  readonly place: string;
  /** What it has to be like, where it is known to be intact. */
  readonly intact: RecordedFile | undefined;
}

/** Everything of ours that was put there for certain. What an unfinished deployment touched counts where it was seen. */
export function ourObjects(record: DeploymentRecord | undefined, seen: Observation | undefined): readonly OurObject[] {
  if (record === undefined) {
    return [];
  }
  const intact = [...record.files].map(([path, file]): OurObject => {
    const { kind } = file;
    return { path, kind, place: placeOf(path, kind), intact: file };
  });
  const touched = record.touched
    .map(({ path, kind }): OurObject => ({ path, kind, place: placeOf(path, kind), intact: undefined }))
    .filter(({ place, kind }) => seen?.at(place)?.kind === kind);
  return [...intact, ...touched];
}

/** Places of an unfinished deployment where nothing was seen; the run may be alive and about to fill them. */
export function doubtfulPlaces(record: DeploymentRecord | undefined, seen: Observation | undefined): readonly string[] {
  const places = (record?.touched ?? []).map(({ path, kind }) => placeOf(path, kind));
  return [...new Set(places)].filter((place) => seen?.at(place) === undefined);
}

/** Every place where something of ours may lie, seen or not. */
export function ourPlaces(record: DeploymentRecord | undefined): readonly string[] {
  if (record === undefined) {
    return [];
  }
  const places = [...record.files].map(([path, { kind }]) => placeOf(path, kind));
  return [...places, ...record.touched.map(({ path, kind }) => placeOf(path, kind))];
}

/** Whether two lists name the same thing: a path of either kind is another object. */
export function touchedKey({ path, kind }: { readonly path: string; readonly kind: Kind }): string {
  return `${kind} ${path}`;
}
