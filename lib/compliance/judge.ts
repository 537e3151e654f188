import { CHECK_NAMES, type CheckName } from '../project/schema/checks';
import type { Check } from './check';
import { ALL_CHECKS } from './checks/all-checks';
import { resultOf as resultOfJob } from './checks/by-job';
import type { Facts } from './facts';
import { judged, type Finding } from './finding';
import type { Policy } from './policy';
import type { Result } from './result';

const LONGEST_NAME = 100;

/** Every check of the policy; none keeps another from being made. */
export function judge(facts: Facts, policy: Policy, checks = ALL_CHECKS): readonly Finding[] {
  return CHECK_NAMES.flatMap((name) => {
    const own = name === 'custom' ? ownFindings(facts, policy) : [];
    return own.length > 0 ? own : [findingOf(name, checks[name], { facts, policy })];
  });
}

/** One for each function of the project, under the level and the waivers of `custom`. Its name is untrusted. */
function ownFindings({ job, ...others }: Facts, { levels: { custom: level }, waivers }: Policy): readonly Finding[] {
  const findings = 'value' in job ? (job.value.custom ?? []) : [];
  return level === 'skip'
    ? []
    : findings.map(({ name, ...found }) => {
        const check = `custom.${name.replaceAll(/\W/g, '_').slice(0, LONGEST_NAME)}`;
        return judged({ check, level, result: resultOfJob(found) }, { ...others, job }, waivers);
      });
}

interface Case {
  readonly facts: Facts;
  readonly policy: Policy;
}

function findingOf(check: CheckName, makes: Check, { facts, policy }: Case): Finding {
  const level = policy.levels[check];
  if (level === 'skip') {
    return { check, level, outcome: 'not checked', because: 'the policy skips it' };
  }
  if (check === 'custom' && policy.customChecks === undefined) {
    return { check, level, outcome: 'not checked', because: 'the project has no checks of its own' };
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
