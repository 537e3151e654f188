import { pointerText, readPointer, type Pointer } from '../registry/pointer';
import type { ProjectFacts } from '../task/host';

/** What a version is promoted to: a pointer, and how much has to be proven for it. */
export interface Place {
  readonly pointer: Pointer;
  /** As the user writes it, e.g. `alias:champion`. */
  readonly text: string;
  /** Where the challenger waits, compliance suffices; every other place is taken for a champion's. */
  readonly role: 'champion' | 'challenger';
}

/** What receipts are kept of: a place, or the copies that are made into a model. */
export interface Target {
  readonly pointer: Pointer | { readonly type: 'copy' };
  readonly text: string;
}

const OF_CHALLENGERS: ReadonlySet<string> = new Set(['alias:challenger', 'stage:Staging']);

/** Reads `alias:<name>` or `stage:<name>`; `input` is where it was written. */
export function readPlace(text: string, input: string): Place {
  const pointer = readPointer(text, input);
  const written = pointerText(pointer);
  return { pointer, text: written, role: OF_CHALLENGERS.has(written) ? 'challenger' : 'champion' };
}

/** With the project's own places, if it has a file: there its challenger waits, and nobody else. */
export function placeIn(project: ProjectFacts | undefined, target: string): Place {
  const place = readPlace(target, 'target');
  if (project === undefined) {
    return place;
  }
  return {
    ...place,
    role: place.text === readPlace(project.places.challenger, 'configFile').text ? 'challenger' : 'champion',
  };
}

export function copiesInto(model: string): Target {
  return { pointer: { type: 'copy' }, text: `copy:${model}` };
}
