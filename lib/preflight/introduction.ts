import { formatDuration } from '../core/durations';
import type { LoginFacts } from '../databricks/auth/login-facts';
import type { Principal } from '../databricks/scim';
import type { Workspace } from '../databricks/workspace';
import type { Finding } from './finding';

/** The identity, the way it logged in, and the workspace. */
export function introduction(
  who: Principal,
  { workspace, login, now }: { readonly workspace: Workspace; readonly login: LoginFacts; readonly now: number },
): readonly Finding[] {
  const name = who.displayName === undefined || who.displayName === who.userName ? '' : `${who.displayName}, `;
  const groups = who.groups.length === 0 ? 'in no group' : `in ${who.groups.join(', ')}`;
  const endsAt = login.tokenEndsAt();
  const end = endsAt === undefined ? 'nobody tells when it ends' : `the token ends in ${formatDuration(endsAt - now)}`;
  const id = workspace.id === undefined ? '' : `workspace ${workspace.id} `;
  return [
    { check: `identity ${who.userName}`, verdict: 'known', because: `${name}${groups}` },
    { check: `login by ${login.method}`, verdict: 'known', because: end },
    { check: `${id}at ${workspace.url}`, verdict: 'known', because: 'reachable' },
  ];
}
