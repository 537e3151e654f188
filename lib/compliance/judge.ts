import { CHECK_NAMES, type CheckName } from '../project/schema/checks';
import type { Check } from './check';
import { ALL_CHECKS } from './checks/all-checks';
import type { Facts } from './facts';
import { judged, type Finding } from './finding';
import type { Policy } from './policy';
import type { Result } from './result';

/** Every check of the policy; none keeps another from being made. */
export function judge(facts: Facts, policy: Policy, checks = ALL_CHECKS): readonly Finding[] {
  return CHECK_NAMES.map((name) => findingOf(name, checks[name], { facts, policy }));
}

interface Case {
  readonly facts: Facts;
  readonly policy: Policy;
}

function findingOf(check: CheckName, makes: Check, { facts, policy }: Case): Finding {
  const level = policy.levels[check];
  if (level === 'skip') {
    return { check, level, outcome: 'not checked', because: 'the policy leaves it out' };
  }
  return judged({ check, level, result: resultOf(makes, { facts, policy }) }, facts, policy.waivers);
}

/** A model can be anything; what a check did not expect is an error of that check alone. */
function resultOf(
  makes: Check,
  { facts, policy }: Case,
): Result | { readonly kind: 'error'; readonly because: string } {
  try {
    return makes(facts, policy);
  } catch (error) {
    return { kind: 'error', because: error instanceof Error ? error.message : String(error) };
  }
}
