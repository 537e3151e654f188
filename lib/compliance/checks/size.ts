import type { ModelFile } from '../../mlflow/model-files';
import { ofFiles } from '../check';
import { failed, passed } from '../result';

const MOST_GROWTH = 3;
/** Below that nobody notices. */
const SMALL_BYTES = 50 * 1024 * 1024;
const SMALL_COUNT = 100;

/** The model did not grow to a multiple of the champion by mistake. */
export const size = ofFiles(({ listed }, { champion }) => {
  const [bytes, largest] = [totalOf(listed), largestOf(listed)];
  const own = `${listed.length} files of ${megabytes(bytes)} in all, the largest ${largest?.path ?? 'none'}`;
  const before = 'value' in champion ? champion.value : undefined;
  if (before === undefined || 'unseen' in before.listed) {
    return passed(own);
  }
  const theirs = before.listed.value;
  const against = `version ${before.number}, the champion, has ${theirs.length} files of ${megabytes(totalOf(theirs))}`;
  const hasGrown = bytes > SMALL_BYTES && bytes > totalOf(theirs) * MOST_GROWTH;
  const hasMore = listed.length > SMALL_COUNT && listed.length > theirs.length * MOST_GROWTH;
  return hasGrown || hasMore ? failed(`${own}; ${against}`) : passed(`${own}; ${against}`);
});

function totalOf(files: readonly ModelFile[]): number {
  return files.reduce((total, file) => total + file.size, 0);
}

function largestOf(files: readonly ModelFile[]): ModelFile | undefined {
  return files.toSorted((one, other) => other.size - one.size)[0];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
