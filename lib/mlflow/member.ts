import { UserError } from '../core/errors';
import type { JsonObject } from '../core/lossless-json';
import { objectOf } from '../databricks/wire/fields';

/** A member without which an answer says nothing. */
export function memberOf(answer: JsonObject, name: string, doing: string): JsonObject {
  const member = objectOf(answer, name);
  if (member === undefined) {
    throw new UserError('REGISTRY_UNCLEAR', {
      what: `${doing}: the answer contains no '${name}'.`,
      fix: 'Check that the address leads to the registry itself; if it does, re-run this stage.',
    });
  }
  return member;
}
