import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../../lib/core/lossless-json';

/** By object, so that the reader of a nested object does not need the request. */
const READ = new WeakMap<JsonObject, Set<string>>();

/** The names of an object's members that were read so far; readers add to it. */
export function readMembers(object: JsonObject): Set<string> {
  const known = READ.get(object);
  if (known !== undefined) {
    return known;
  }
  const none = new Set<string>();
  READ.set(object, none);
  return none;
}

/** The copy; reading its members counts as reading those of the originals. */
export function readAs<T extends JsonObject>(copy: T, ...originals: readonly JsonObject[]): T {
  const read = readMembers(copy);
  originals.forEach((original) => {
    READ.get(original)?.forEach((name) => read.add(name));
    READ.set(original, read);
  });
  return copy;
}

/** Paths of unread members, e.g. `tasks.queue`; a nested object without reads is one entry. */
export function unreadMembers(object: JsonObject): readonly string[] {
  const read = READ.get(object);
  return Object.entries(object).flatMap(([name, value]) =>
    read?.has(name) === true ? unreadBelow(value).map((below) => `${name}.${below}`) : [name],
  );
}

function unreadBelow(value: Json | undefined): readonly string[] {
  if (isJsonList(value)) {
    return value.flatMap(unreadBelow);
  }
  return isJsonObject(value) && READ.has(value) ? unreadMembers(value) : [];
}
