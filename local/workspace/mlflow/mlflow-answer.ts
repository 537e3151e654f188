import { isJsonList, isJsonObject, type JsonObject } from '../../../lib/core/lossless-json';

/** An object that this response of MLflow's server always has. */
export function member(answer: JsonObject, name: string): JsonObject {
  const value = answer[name];
  if (!isJsonObject(value)) {
    throw new Error(`MLflow's server returned a response without ${name}.`);
  }
  return value;
}

/** The objects of a list, which the server omits if it is empty. */
export function listOf(answer: JsonObject, name: string): readonly JsonObject[] {
  const list = answer[name];
  return isJsonList(list) ? list.filter(isJsonObject) : [];
}

/** The aliases of a version are text; those of a model are objects. */
export function aliasNames(version: JsonObject): readonly string[] {
  const aliases = version['aliases'];
  return isJsonList(aliases) ? aliases.map(String) : [];
}
