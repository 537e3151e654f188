import type { ModelVersion } from '../mlflow/version';

/** Each version once, by its number: services sort as they like, and a list in pages may repeat one that changed meanwhile. */
export function byNumber(versions: readonly ModelVersion[]): readonly ModelVersion[] {
  return [...new Map(versions.map((version) => [version.number, version])).values()].toSorted(
    (one, other) => one.number - other.number,
  );
}
