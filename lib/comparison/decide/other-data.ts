import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { Evaluation } from '../../contracts/evaluation';
import { guardrail } from './guardrails';
import { allRows, dataSetNamed } from './measured';

/** Other rows that must not be harmed by more than a margin; those without one are watched like slices. */
export function otherData(
  { otherData: declared, primary: { metric, unit } }: Rule,
  evaluation: Evaluation,
): readonly Finding[] {
  return declared.flatMap(({ name, maximumLoss }) => {
    const set = dataSetNamed(evaluation, name);
    const role = 'otherData' as const;
    const group = set && allRows(set);
    if (group === undefined) {
      return [
        { role, about: name, metric, isNeeded: true, state: 'error', message: `the data '${name}' was not evaluated` },
      ];
    }
    const threshold = { value: -(maximumLoss ?? 0), unit };
    return maximumLoss === undefined ? [] : [guardrail({ role, about: name, metric, threshold }, group)];
  });
}
