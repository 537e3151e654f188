import { UsageError } from '../usage-error';

/** A name that every registry takes as a part. */
const PART = /^[a-z][a-z0-9_]{0,99}$/;

export function requireModelName(name: string): string {
  if (!PART.test(name)) {
    throw new UsageError(
      `The name '${name}' cannot be used: a name has lowercase letters, digits and underscores, and starts with a letter.`,
      'Write a short name, e.g. churn; mlops.yml adds catalog and schema.',
    );
  }
  return name;
}
