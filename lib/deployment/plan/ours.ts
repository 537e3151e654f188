import type { DeploymentRecord, RecordedFile, Touched } from '../record/deployment-record';
import { targetOf, type Kind } from '../source/notebook';
import type { Observation } from './observation';

/** An object at the destination that a deployment of ours has put there. */
export interface OurObject extends Touched {
  readonly target: string;
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
    return { path, kind, target: targetOf(path, kind), intact: file };
  });
  const touched = record.touched
    .map(({ path, kind }): OurObject => ({ path, kind, target: targetOf(path, kind), intact: undefined }))
    .filter(({ target, kind }) => seen?.at(target)?.kind === kind);
  return [...intact, ...touched];
}

/** Places of an unfinished deployment where nothing was seen; the run may be alive and about to fill them. */
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

/** Whether two lists name the same thing: a path of either kind is another object. */
export function touchedKey({ path, kind }: { readonly path: string; readonly kind: Kind }): string {
  return `${kind} ${path}`;
}
