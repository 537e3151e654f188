import type { ModelVersion } from '../mlflow/version';

/** Each version once, sorted by number: services sort differently, and a paged list may repeat a version that changed. */
export function byNumber(versions: readonly ModelVersion[]): readonly ModelVersion[] {
  return [...new Map(versions.map((version) => [version.number, version])).values()].toSorted(
    (one, other) => one.number - other.number,
  );
}
