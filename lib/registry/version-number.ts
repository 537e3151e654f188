import { UserError } from '../core/errors';
import { notAVersion, versionNumberIn } from '../core/version-number';

/** Reads a version number that is a part of an input. */
export function readVersionNumber(text: string, input: string): number {
  const number = versionNumberIn(text.trim());
  if (number === undefined) {
    const { what, fix } = notAVersion(text);
    throw new UserError('INPUTS_REFUSED', { what: `Input '${input}' ${what}`, fix });
  }
  return number;
}
