import type { Facts } from '../../../lib/compliance/facts';
import type { Outcome } from '../../../lib/compliance/finding';
import type { Policy } from '../../../lib/compliance/policy';
import type { CheckName } from '../../../lib/project/schema/checks';

/** What a check says to a version that differs from a good one; blocking is the level. */
export interface Case {
  readonly what: string;
  readonly facts?: Facts;
  readonly policy?: Partial<Policy>;
  readonly outcome: Outcome;
  readonly because: RegExp;
}

export type Cases = { readonly [K in CheckName]?: readonly Case[] };
