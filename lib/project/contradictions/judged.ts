import type { Position } from '../../yaml/position';
import type { Branch, Tree } from '../tree';

/** An effective configuration, and where to point to in it. */
export interface Judged {
  readonly tree: Branch;
  readonly environment: string;
  /** Where a value stands; a default stands nowhere, and then what holds it is named. */
  readonly at: (from: Tree, ...keys: readonly string[]) => Position;
}
