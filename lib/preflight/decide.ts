import type { Principal } from '../databricks/scim';
import { grantStatement, permissionAsk } from './ask';
import {
  isLevelNeed,
  needText,
  type Expectation,
  type GrantExpectation,
  type LevelNeed,
  type PrivilegeNeed,
  type Securable,
  type WorkspaceObject,
} from './expectation';
import type { Finding } from './finding';
import { holds, isOf, same, type SecurableFacts } from './holding';
import type { ObjectFacts } from './object-facts';
import { OBJECT_KINDS } from './object-kinds';

/** What was read, by subject; undefined is a securable that does not exist. */
export interface PreflightFacts {
  readonly securable: (securable: Securable) => SecurableFacts | undefined;
  /** The same for what is needed if another object does not exist. */
  readonly instead: (securable: Securable) => SecurableFacts | undefined;
  readonly object: (object: WorkspaceObject) => ObjectFacts;
}

/** The whole policy: whether an expectation is met, and otherwise what to request. */
export function judge(expectation: Expectation, facts: PreflightFacts, who: Principal): Finding {
  return isLevelNeed(expectation)
    ? judgeLevel(expectation, facts.object(expectation.of), who)
    : judgePrivilege(expectation, facts, who);
}

function judgePrivilege({ whileAbsent, ...need }: GrantExpectation, known: PreflightFacts, who: Principal): Finding {
  const facts = known.securable(need.on);
  if (facts !== undefined) {
    return judgeGrant(need, facts, who);
  }
  const { kind, fullName } = need.on;
  const there = whileAbsent && known.instead(whileAbsent.on);
  if (whileAbsent === undefined || there === undefined) {
    const ask = `Create ${kind} ${fullName}. If it exists, it is hidden: ${grantStatement(need, who.userName)}`;
    return { check: needText(need), verdict: 'absent', because: `there is no such ${kind}, or it is hidden`, ask };
  }
  const instead = judgeGrant(whileAbsent, there, who);
  return { ...instead, because: `${instead.because}; ${kind} ${fullName} is not there yet` };
}

function judgeGrant(need: PrivilegeNeed, facts: SecurableFacts, who: Principal): Finding {
  const check = needText(need);
  const ask = grantStatement(need, who.userName);
  const holding = holds(need.privilege, facts, who);
  if (holding !== undefined) {
    return { check, ...holding };
  }
  const [refusal] = facts.refusals;
  return refusal === undefined
    ? { check, verdict: 'missing', because: 'no grant gives it, and somebody else is the owner', ask }
    : { check, verdict: 'unseen', because: `cannot be seen (${refusal})`, ask };
}

function judgeLevel(need: LevelNeed, facts: ObjectFacts, who: Principal): Finding {
  const check = needText(need);
  const ask = permissionAsk(need, who.userName);
  if ('absent' in facts) {
    return need.mayBeAbsent === true
      ? { check, verdict: 'known', because: 'it is not there yet, and the first run that creates it owns it' }
      : { check, verdict: 'absent', because: facts.absent };
  }
  if ('unseen' in facts) {
    return { check, verdict: 'unseen', because: `cannot be seen (${facts.unseen})`, ask };
  }
  const { levels }: { readonly levels: readonly string[] } = OBJECT_KINDS[need.of.kind];
  const enough = new Set(levels.slice(levels.indexOf(need.level)));
  const giving = facts.entries.filter(({ principal, level }) => isOf(who, principal) && enough.has(level));
  const direct = giving.find(({ isGroup, inheritedFrom }) => !isGroup && inheritedFrom === undefined);
  const [best] = direct === undefined ? giving : [direct];
  if (best !== undefined) {
    const through = same(best.principal, who.userName) ? [] : [`through group ${best.principal}`];
    const because = [best.level, ...(best.inheritedFrom !== undefined ? ['inherited'] : []), ...through].join(', ');
    return { check, verdict: direct === undefined ? 'inherited' : 'held', because };
  }
  return who.groups.includes('admins')
    ? { check, verdict: 'inherited', because: 'through group admins' }
    : { check, verdict: 'missing', because: `no entry gives ${need.level} or more`, ask };
}
