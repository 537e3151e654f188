import type { DeploymentRecord, RecordedFile, Touched } from '../record/deployment-record';
import { targetOf, type Kind } from '../source/notebook';
import type { Observation } from './observation';

/** An object at the destination from one of our deployments. */
export interface OurObject extends Touched {
  readonly target: string;
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
    return { path, kind, target: targetOf(path, kind), intact: file };
  });
  const touched = record.touched
    .map(({ path, kind }): OurObject => ({ path, kind, target: targetOf(path, kind), intact: undefined }))
    .filter(({ target, kind }) => seen?.at(target)?.kind === kind);
  return [...intact, ...touched];
}

/** Paths of an unfinished deployment where nothing was seen; that run may be active and about to fill them. */
export function doubtfulTargets(
  record: DeploymentRecord | undefined,
  seen: Observation | undefined,
): readonly string[] {
  const targets = (record?.touched ?? []).map(({ path, kind }) => targetOf(path, kind));
  return [...new Set(targets)].filter((target) => seen?.at(target) === undefined);
}

/** Every target path where something of ours may lie, seen or not. */
export function ourTargets(record: DeploymentRecord | undefined): readonly string[] {
  if (record === undefined) {
    return [];
  }
  const targets = [...record.files].map(([path, { kind }]) => targetOf(path, kind));
  return [...targets, ...record.touched.map(({ path, kind }) => targetOf(path, kind))];
}

/** Whether two entries mean the same object: a notebook and a file with one path are different. */
export function touchedKey({ path, kind }: { readonly path: string; readonly kind: Kind }): string {
  return `${kind} ${path}`;
}
