import { hashOf, type VendoringRecord } from './record';
import type { Files } from './shipped';

/** How a file in the folder relates to this release. */
export type FileState =
  | 'same'
  | 'missing'
  /** As another release wrote it, and nobody has touched it since. */
  | 'older'
  /** The same, and this release does not have it. */
  | 'gone'
  | 'edited';

/** The state of each template, of this release or of the one before. `present` has the files that are in the folder. */
export function statesOf(
  shipped: Files,
  present: Files,
  record: VendoringRecord | undefined,
): ReadonlyMap<string, FileState> {
  const former = new Map(Object.entries(record?.files ?? {}));
  const paths = [...new Set([...shipped.keys(), ...former.keys()])].toSorted();
  return new Map(
    paths.map((path) => [
      path,
      stateOf({ shipped: shipped.get(path), here: present.get(path), former: former.get(path) }),
    ]),
  );
}

interface Versions {
  readonly shipped: string | undefined;
  readonly here: string | undefined;
  /** Hash of what was written last. */
  readonly former: string | undefined;
}

function stateOf({ shipped, here, former }: Versions): FileState {
  if (here === undefined) {
    return shipped === undefined ? 'same' : 'missing';
  }
  if (shipped !== undefined && hashOf(here) === hashOf(shipped)) {
    return 'same';
  }
  if (hashOf(here) !== former) {
    return 'edited';
  }
  return shipped === undefined ? 'gone' : 'older';
}
