import type { Check } from '../check';
import { listed, unless } from '../result';
import { tagProblem } from './tag-rule';

/** The tags that the project requires and declares exist and have allowed values. Others are fine. */
export const requiredTags: Check = ({ version: { tags }, today }, policy) => {
  const required = Object.entries(policy.requiredTags).flatMap(([key, rule]) => {
    const value = tags.get(key);
    const problem = value === undefined ? 'is missing' : tagProblem(value, rule, today);
    return problem === undefined ? [] : [`the tag '${key}' ${problem}`];
  });
  const declared = Object.entries(policy.declaredTags).flatMap(([key, value]) => {
    const there = tags.get(key);
    return there === value
      ? []
      : [
          `the tag '${key}' ${there === undefined ? 'is missing' : `is '${there}'`}, and the project declares '${value}'`,
        ];
  });
  const keys = [...new Set([...Object.keys(policy.requiredTags), ...Object.keys(policy.declaredTags)])];
  return unless(
    [...new Set([...required, ...declared])],
    keys.length === 0 ? 'the project requires no tags' : `${listed(keys)} have allowed values`,
  );
};
