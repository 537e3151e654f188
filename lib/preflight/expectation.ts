import type { ObjectKindName } from './object-kinds';
import type { SecurableKindName } from './securable-kinds';

/** An object in Unity Catalog; the full name is in lower case, as the service compares names. */
export interface Securable {
  readonly kind: SecurableKindName;
  readonly fullName: string;
}

/** An object in the workspace, by name, path or ID. */
export interface WorkspaceObject {
  readonly kind: ObjectKindName;
  readonly name: string;
}

export interface PrivilegeNeed {
  readonly privilege: string;
  readonly on: Securable;
}

export interface LevelNeed {
  readonly level: string;
  readonly of: WorkspaceObject;
  /** A first run creates it. */
  readonly mayBeAbsent?: true;
}

export interface GrantExpectation extends PrivilegeNeed {
  /** What is needed instead if the securable does not exist yet, because a first run creates it. */
  readonly whileAbsent?: PrivilegeNeed;
}

/** One required permission. */
export type Expectation = GrantExpectation | LevelNeed;

export function isLevelNeed(expectation: Expectation): expectation is LevelNeed {
  return 'level' in expectation;
}

/** Unique text for people, e.g. `SELECT on table main.ml.customers`. */
export function needText(need: PrivilegeNeed | LevelNeed): string {
  return 'level' in need
    ? `${need.level} on ${need.of.kind} ${need.of.name}`
    : `${need.privilege} on ${need.on.kind} ${need.on.fullName}`;
}

/** Each expectation once, in the order in which they were written. */
export function distinct(expectations: readonly Expectation[]): readonly Expectation[] {
  return [...new Map(expectations.map((expectation) => [identityOf(expectation), expectation])).values()];
}

function identityOf(expectation: Expectation): string {
  const { whileAbsent } = isLevelNeed(expectation) ? {} : expectation;
  return [expectation, ...(whileAbsent === undefined ? [] : [whileAbsent])].map(needText).join('\n');
}
