import type { JsonObject } from '../core/lossless-json';
import { idOf, objectsOf, textOf } from '../databricks/wire/fields';

export interface RegisteredModelFacts {
  readonly description: string;
  readonly owner: string | undefined;
  /** Version by alias; empty if the registry has no aliases. */
  readonly aliases: ReadonlyMap<string, number>;
}

/** Reads a model in the format of MLflow or the catalog API. */
export function readModel(json: JsonObject): RegisteredModelFacts {
  const aliases = objectsOf(json, 'aliases').map((each): readonly [string, number] => [
    textOf(each, 'alias') ?? textOf(each, 'alias_name') ?? '',
    Number(idOf(each, 'version') ?? idOf(each, 'version_num')),
  ]);
  return {
    description: textOf(json, 'description') ?? textOf(json, 'comment') ?? '',
    owner: textOf(json, 'owner') ?? textOf(json, 'user_id'),
    aliases: new Map(aliases),
  };
}

/** Key and value of each tag, as stored in the registry. */
export function readTags(json: JsonObject): ReadonlyMap<string, string> {
  return new Map(objectsOf(json, 'tags').map((tag) => [textOf(tag, 'key') ?? '', textOf(tag, 'value') ?? '']));
}
