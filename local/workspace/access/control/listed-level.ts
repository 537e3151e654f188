import type { Directory } from '../../identity/directory';
import type { Identity } from '../../identity/identity';
import type { AclEntry } from './access-control';

/** Whether an identity has one of these levels, directly or by a group; administrators have all. */
export function isListed(
  caller: Identity,
  { entries, levels }: { entries: readonly AclEntry[]; levels: readonly string[] },
  directory: Directory,
): boolean {
  const principals = new Set([caller.userName, ...directory.groupsOf(caller)]);
  return (
    directory.isAdmin(caller) ||
    entries.some(({ principal, level }) => principals.has(principal) && levels.includes(level))
  );
}
