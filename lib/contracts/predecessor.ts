import * as v from 'valibot';
import { choice, sha256 } from './members';

export interface Predecessor<K extends string> {
  readonly kind: K;
  readonly sha256: string;
}

/** How a contract names the one that it builds on. */
export function predecessor<const K extends readonly string[]>(kinds: K): v.GenericSchema<Predecessor<K[number]>> {
  return v.object({
    kind: choice(kinds, 'Which contract that is.'),
    sha256: sha256("Its member 'sha256'."),
  });
}
