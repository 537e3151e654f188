import type { Subject } from '../mlflow/models-client';
import type { Dialect } from './dialects/dialect';
import { legalKey, legalTags, requireRoomForTags, tagKey, tagValue } from './legal-tags';
import { isAbsent } from './missing';

/** Keys and values as they were given to `setTags`, however the registry writes them. */
export async function tagsOf(dialect: Dialect, subject: Subject): Promise<ReadonlyMap<string, string>> {
  const tags = await dialect.tags(subject);
  return new Map([...tags].map(([key, value]) => [tagKey(key), tagValue(value)]));
}

/** Sets each tag, in the order given; nothing is set when one of them cannot be. */
export async function setTags(
  dialect: Dialect,
  subject: Subject,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const { kind } = dialect;
  const legal = Object.entries(legalTags(tags, kind));
  const present = await dialect.tags(subject);
  requireRoomForTags([...new Set([...present.keys(), ...legal.map(([key]) => key)])], kind);
  for (const [key, value] of legal) {
    await dialect.setTag(subject, key, value);
  }
}

export async function deleteTag(dialect: Dialect, subject: Subject, key: string): Promise<void> {
  const legal = legalKey(key, dialect.kind);
  if (!(await dialect.tags(subject)).has(legal)) {
    return;
  }
  try {
    await dialect.deleteTag(subject, legal);
  } catch (error) {
    // A repeated removal finds nothing when the answer to the first one was lost.
    if (!isAbsent(error) || (await dialect.tags(subject)).has(legal)) {
      throw error;
    }
  }
}
