import type { EffectivePrivilege } from '../databricks/grants';
import type { Principal } from '../databricks/scim';

/** What was read about a securable that exists. */
export interface SecurableFacts {
  readonly privileges: readonly EffectivePrivilege[];
  /** '' if unknown. */
  readonly owner: string;
  /** What the service did not show. */
  readonly refusals: readonly string[];
}

export interface Holding {
  readonly verdict: 'held' | 'inherited';
  readonly because: string;
}

/** The group of all users, which is missing in the list of an identity's groups. */
export const EVERYBODY = 'account users';

/** ALL PRIVILEGES includes everything except this (https://learn.microsoft.com/azure/databricks/data-governance/unity-catalog/manage-privileges/privileges#all-privileges). */
const NOT_AMONG_ALL = new Set(['MANAGE']);

/** How the principal has a privilege, the most direct way first; undefined if nothing that was read grants it. */
export function holds(privilege: string, facts: SecurableFacts, who: Principal): Holding | undefined {
  const giving = facts.privileges.filter(
    (granted) => isOf(who, granted.principal) && gives(granted.privilege, privilege),
  );
  const direct = giving.find(
    ({ principal, inheritedFrom }) => same(principal, who.userName) && inheritedFrom === undefined,
  );
  if (direct !== undefined) {
    return { verdict: 'held', because: 'granted directly' };
  }
  if (isOf(who, facts.owner)) {
    const through = same(facts.owner, who.userName) ? '' : ` through group ${facts.owner}`;
    return { verdict: 'held', because: `owner${through}` };
  }
  const [first] = giving;
  return first === undefined ? undefined : { verdict: 'inherited', because: wayOf(first, who) };
}

/** Whether a name in a grant or access control list is the principal or one of its groups; '' never is. */
export function isOf(who: Principal, name: string): boolean {
  return name !== '' && [who.userName, EVERYBODY, ...who.groups].some((mine) => same(name, mine));
}

/** The service ignores case in names of principals. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function gives(granted: string, wanted: string): boolean {
  return granted === wanted || (granted === 'ALL_PRIVILEGES' && !NOT_AMONG_ALL.has(wanted));
}

function wayOf({ principal, inheritedFrom }: EffectivePrivilege, who: Principal): string {
  const source = inheritedFrom === undefined ? [] : [`from ${inheritedFrom}`];
  return [...source, ...(same(principal, who.userName) ? [] : [`through group ${principal}`])].join(', ');
}
