import { ApiError } from '../databricks/api/api-error';
import type { Subject } from '../mlflow/models-client';
import type { Dialect } from './dialects/dialect';
import { legalKey, legalTags, requireRoomForTags, tagKey, tagValue } from './legal-tags';
import { isAbsent } from './missing';

/** Keys and values as passed to `setTags`, independent of the registry's encoding. */
export async function tagsOf(dialect: Dialect, subject: Subject): Promise<ReadonlyMap<string, string>> {
  const tags = await dialect.tags(subject);
  return new Map([...tags].map(([key, value]) => [tagKey(key), tagValue(value)]));
}

interface TagsToSet {
  readonly tags: Readonly<Record<string, string>>;
  /** Those that are there, if they have just been read. */
  readonly present?: ReadonlyMap<string, string> | undefined;
}

/** Sets all tags in order; sets none if one is invalid. */
export async function setTags(dialect: Dialect, subject: Subject, { tags, present }: TagsToSet): Promise<void> {
  const { kind } = dialect;
  const legal = Object.entries(legalTags(tags, kind));
  const there = present ?? (await tagsOf(dialect, subject));
  requireRoomForTags([...new Set([...there.keys(), ...Object.keys(tags)])], kind);
  for (const [key, value] of legal) {
    await setTag(dialect, subject, { key, value });
  }
}

async function setTag(
  dialect: Dialect,
  subject: Subject,
  { key, value }: { readonly key: string; readonly value: string },
): Promise<void> {
  try {
    await dialect.setTag(subject, key, value);
  } catch (error) {
    if (!isRace(error)) {
      throw error;
    }
    await dialect.setTag(subject, key, value);
  }
}

/** MLflow's server looks for the tag and then inserts it, so two that set a new one at once collide in its database. */
function isRace(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status === 400 &&
    /unique constraint|duplicate (?:key|entry)/i.test(error.message)
  );
}

export async function deleteTag(dialect: Dialect, subject: Subject, key: string): Promise<void> {
  const legal = legalKey(key, dialect.kind);
  if (!(await dialect.tags(subject)).has(legal)) {
    return;
  }
  try {
    await dialect.deleteTag(subject, legal);
  } catch (error) {
    // A repeated removal finds nothing if the response to the first one was lost.
    if (!isAbsent(error) || (await dialect.tags(subject)).has(legal)) {
      throw error;
    }
  }
}
