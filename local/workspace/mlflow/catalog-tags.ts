import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter } from '../http/refusal';

/** https://learn.microsoft.com/azure/databricks/database-objects/tags#constraints */
const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 255;
const MAX_VALUE_LENGTH = 1000;
const FORBIDDEN = /[.,\-=/:]/;

/** Returns the same tags; refuses those that Unity Catalog, which is stricter than MLflow, does not accept. */
export function requireTags(tags: readonly JsonObject[]): readonly JsonObject[] {
  for (const { key, value } of tags) {
    const [name, text] = [scalarText(key), scalarText(value)];
    if (name === '' || name.length > MAX_KEY_LENGTH || FORBIDDEN.test(name)) {
      throw invalidParameter(
        `Tag key '${name}' is not allowed: it must have 1 to ${MAX_KEY_LENGTH} characters and none of . , - = / :`,
      );
    }
    if (text.length > MAX_VALUE_LENGTH) {
      throw invalidParameter(
        `The value of tag '${name}' has ${text.length} characters, more than ${MAX_VALUE_LENGTH}.`,
      );
    }
  }
  if (tags.length > MAX_TAGS) {
    throw tooMany(tags.length);
  }
  return tags;
}

export function requireRoomFor(key: string, tags: readonly JsonObject[]): void {
  if (tags.length >= MAX_TAGS && !tags.some((tag) => tag['key'] === key)) {
    throw tooMany(tags.length + 1);
  }
}

function tooMany(count: number) {
  return invalidParameter(`${count} tags are more than the ${MAX_TAGS} that an object may have.`);
}
