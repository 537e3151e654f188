import type { Facts, FilesFacts, Seen } from './facts';
import type { Policy } from './policy';
import { unseen, type Result } from './result';

/** One idea of what a good version is. */
export type Check = (facts: Facts, policy: Policy) => Result;

/** A check on the files, which passes nothing when they could not be read. */
export function ofFiles(judge: (files: FilesFacts, facts: Facts, policy: Policy) => Result): Check {
  return (facts, policy) => ifSeen(facts.files, (files) => judge(files, facts, policy));
}

export function ifSeen<T>(seen: Seen<T>, judge: (value: T) => Result): Result {
  return 'value' in seen ? judge(seen.value) : unseen(seen.unseen);
}
