import { pointerText, readPointer, type Pointer } from '../registry/pointer';
import type { ProjectFacts } from '../task/host';

/** The target of a promotion: an alias or stage, and the evidence it requires. */
export interface Place {
  readonly pointer: Pointer;
  /** As the user writes it, e.g. `alias:champion`. */
  readonly text: string;
  /** A challenger needs only compliance; every other place counts as a champion's. */
  readonly role: 'champion' | 'challenger';
}

/** The subject of receipts: a place, or the copies into a model. */
export interface Target {
  readonly pointer: Pointer | { readonly type: 'copy' };
  readonly text: string;
}

const OF_CHALLENGERS: ReadonlySet<string> = new Set(['alias:challenger', 'stage:Staging']);

/** Reads `alias:<name>` or `stage:<name>`; `input` is the name of the input. */
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
