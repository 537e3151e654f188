import * as v from 'valibot';
import { choice, sha256 } from './members';

export interface Predecessor<K extends string> {
  readonly kind: K;
  readonly sha256: string;
}

/** How a contract refers to the one that it builds on. */
export function predecessor<const K extends readonly string[]>(kinds: K): v.GenericSchema<Predecessor<K[number]>> {
  return v.object({
    kind: choice(kinds, 'Kind of that contract.'),
    sha256: sha256("The member 'sha256' of that contract."),
  });
}
