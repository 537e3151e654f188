import type { EffectivePrivilege, SecurableAddress } from '../databricks/grants';
import type { Principal } from '../databricks/scim';
import type { Workspace } from '../databricks/workspace';
import type { Securable } from './expectation';
import { EVERYBODY, holds, type SecurableFacts } from './holding';
import { refusalOf } from './refusal';
import { SECURABLE_KINDS } from './securable-kinds';

export interface PreflightContext {
  readonly who: Principal;
  readonly workspace: Workspace;
}

/**
 * What the connection may do with a securable, read until all of `privileges` are found: as itself, then as the
 * owner, then by its groups, since whether the service counts those in is not documented.
 */
export async function securableFacts(
  securable: Securable,
  privileges: readonly string[],
  { who, workspace }: PreflightContext,
): Promise<SecurableFacts | undefined> {
  const { grants } = workspace;
  const address = addressOf(securable);
  const own = await seen(() => grants.effective(address, who.userName));
  if (own.value === undefined && own.refusal === undefined) {
    return undefined;
  }
  let facts = withAnswer({ privileges: [], owner: '', refusals: [] }, own);
  const isEnough = (): boolean => privileges.every((privilege) => holds(privilege, facts, who) !== undefined);
  if (isEnough()) {
    return facts;
  }
  const owner = await seen(() => grants.owner(address));
  facts = { ...facts, owner: owner.value ?? '' };
  // An identity that may not read its own grants may not read those of a group either.
  const groups = own.refusal === undefined ? [...new Set([...who.groups, EVERYBODY])] : [];
  for (const group of groups) {
    if (isEnough()) {
      break;
    }
    facts = withAnswer(facts, await seen(() => grants.effective(address, group)));
  }
  return facts;
}

interface Answer<T> {
  readonly value?: T;
  readonly refusal?: string;
}

async function seen<T>(read: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

function withAnswer(facts: SecurableFacts, answer: Answer<readonly EffectivePrivilege[] | undefined>): SecurableFacts {
  return {
    ...facts,
    privileges: [...facts.privileges, ...(answer.value ?? [])],
    refusals: [...facts.refusals, ...(answer.refusal === undefined ? [] : [answer.refusal])],
  };
}

function addressOf({ kind, fullName }: Securable): SecurableAddress {
  const { grantsType, collection } = SECURABLE_KINDS[kind];
  return { grantsType, collection, fullName };
}
