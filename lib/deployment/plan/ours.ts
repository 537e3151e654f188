import type { DeploymentRecord, RecordedFile, Touched } from '../record/deployment-record';
import { placeOf, type Kind } from '../source/notebook';
import type { Observation } from './observation';

/** An object at the destination from one of our deployments. */
export interface OurObject extends Touched {
  readonly place: string;
  /** Its expected state, if known to be intact. */
  readonly intact: RecordedFile | undefined;
}

/** Everything that is certainly ours. What an unfinished deployment touched counts if it was seen. */
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

/** Paths of an unfinished deployment where nothing was seen; that run may be active and about to fill them. */
export function doubtfulPlaces(record: DeploymentRecord | undefined, seen: Observation | undefined): readonly string[] {
  const places = (record?.touched ?? []).map(({ path, kind }) => placeOf(path, kind));
  return [...new Set(places)].filter((place) => seen?.at(place) === undefined);
}

/** All paths where something of ours may be, seen or not. */
export function ourPlaces(record: DeploymentRecord | undefined): readonly string[] {
  if (record === undefined) {
    return [];
  }
  const places = [...record.files].map(([path, { kind }]) => placeOf(path, kind));
  return [...places, ...record.touched.map(({ path, kind }) => placeOf(path, kind))];
}

/** Whether two entries mean the same object: a notebook and a file with one path are different. */
export function touchedKey({ path, kind }: { readonly path: string; readonly kind: Kind }): string {
  return `${kind} ${path}`;
}
