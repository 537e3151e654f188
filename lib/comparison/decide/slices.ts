import type { Finding } from '../../contracts/comparison-finding';
import type { Rule } from '../../contracts/comparison-rule';
import type { Difference, EvaluatedDataSet, EvaluatedGroup, Evaluation } from '../../contracts/evaluation';
import { counted, grouped } from '../../core/figures';
import { carriedByFew, isDegenerate, SAME_ON_EVERY_ROW } from './enough';
import { intervalText, numbersOf } from './finding';
import { unharmed } from './guardrails';
import { holm } from './holm';
import { allRows, dataSetNamed, differenceIn } from './measured';

const LEAST_ROWS = 100;
const LEAST_UNITS = 30;
const LEAST_OF_EACH_CLASS = 10;

interface Part {
  readonly role: 'slice' | 'window' | 'otherData';
  readonly about: string;
  readonly group: EvaluatedGroup;
  readonly minimumRows: number;
  readonly isCritical: boolean;
  readonly maximumLoss: number;
}

/** Parts of the rows: harm in one of them counts if it stands among all that were looked at. */
export function slices(rule: Rule, decides: EvaluatedDataSet, evaluation: Evaluation): readonly Finding[] {
  const parts = [...slicesOf(rule, decides), ...windowsOf(rule, decides), ...unguardedData(rule, evaluation)];
  const tested = parts.map((part) => ({ part, difference: testable(part, rule) }));
  const family = tested.filter(({ difference }) => 'value' in difference);
  const stands = holm(family.map(({ difference }) => ('value' in difference ? difference.value.pWorse : 1)));
  const harmed = new Set(family.filter((_, index) => stands[index] === true).map(({ part }) => part));
  return [
    ...missingSlices(rule, decides),
    ...tested.map(({ part, difference }) => findingOf({ part, difference, isHarmed: harmed.has(part) }, rule)),
  ];
}

function slicesOf(rule: Rule, { groups }: EvaluatedDataSet): readonly Part[] {
  return rule.slices.flatMap(({ column, minimumRows, critical, maximumLoss }) =>
    groups
      .filter((group) => group.kind === 'slice' && group.column === column)
      .map((group) => ({
        role: 'slice' as const,
        about: `${column} = ${group.value ?? ''}`,
        group,
        minimumRows: Math.max(LEAST_ROWS, minimumRows),
        isCritical: critical.includes(group.value ?? ''),
        maximumLoss: maximumLoss ?? rule.primary.maximumLoss ?? 0,
      })),
  );
}

function windowsOf({ windows, primary }: Rule, { groups }: EvaluatedDataSet): readonly Part[] {
  return (windows ? groups : [])
    .filter(({ kind }) => kind === 'window')
    .map((group) => ({
      role: 'window',
      about: `${group.column ?? 'window'} from ${group.value ?? '?'}`,
      group,
      minimumRows: LEAST_ROWS,
      isCritical: false,
      maximumLoss: primary.maximumLoss ?? 0,
    }));
}

/** Other data without a margin of its own is watched for harm only. */
function unguardedData({ otherData, primary }: Rule, evaluation: Evaluation): readonly Part[] {
  return otherData
    .filter(({ maximumLoss }) => maximumLoss === undefined)
    .flatMap(({ name }) => {
      const set = dataSetNamed(evaluation, name);
      const group = set && allRows(set);
      const maximumLoss = primary.maximumLoss ?? 0;
      const known = { role: 'otherData' as const, about: name, minimumRows: LEAST_ROWS, isCritical: false };
      return group === undefined ? [] : [{ ...known, group, maximumLoss }];
    });
}

/** A column without any group, or a critical group without a row, is a mistake in the rule or in the data. */
function missingSlices({ slices: declared, primary }: Rule, { groups }: EvaluatedDataSet): readonly Finding[] {
  const error = { role: 'slice', metric: primary.metric, state: 'error', isNeeded: true } as const;
  return declared.flatMap(({ column, critical }) => {
    const there = groups.filter((group) => group.kind === 'slice' && group.column === column);
    return there.length === 0
      ? [{ ...error, about: column, message: `the evaluation has no groups by the column ${column}` }]
      : critical
          .filter((value) => !there.some((group) => group.value === value))
          .map((value) => ({
            ...error,
            about: `${column} = ${value}`,
            message: `this group is critical, and no row of the evaluation data belongs to it`,
          }));
  });
}

type Testable = { readonly value: Difference } | { readonly why: string };

function testable({ group, minimumRows }: Part, { primary: { metric } }: Rule): Testable {
  const { rows, units, rarerClass } = group;
  if (rows < minimumRows) {
    return { why: `too small to judge: ${counted(rows, 'row')}, fewer than ${grouped(minimumRows)}` };
  }
  if (units < LEAST_UNITS) {
    return { why: `too small to judge: ${units} independent units, fewer than ${LEAST_UNITS}` };
  }
  if (rarerClass !== undefined && rarerClass < LEAST_OF_EACH_CLASS) {
    return {
      why: `too small to judge: ${counted(rarerClass, 'row')} of the rarer class, fewer than ${LEAST_OF_EACH_CLASS}`,
    };
  }
  const found = differenceIn(group, metric);
  if ('problem' in found) {
    return { why: `cannot be judged: ${found.problem}` };
  }
  const few = isDegenerate(found.value) ? SAME_ON_EVERY_ROW : carriedByFew(found.value);
  return few === undefined ? found : { why: `too small to judge: ${few}` };
}

function findingOf(
  { part, difference, isHarmed }: { readonly part: Part; readonly difference: Testable; readonly isHarmed: boolean },
  { primary: { metric, unit } }: Rule,
): Finding {
  const { role, about, group, isCritical, maximumLoss } = part;
  const known = { role, about, metric, isNeeded: isCritical };
  if ('why' in difference) {
    return { ...known, rows: group.rows, state: 'tooSmall', message: difference.why };
  }
  const { value } = difference;
  if (isHarmed) {
    const message = `${metric} ${intervalText(value)}: worse beyond chance, however many groups were looked at`;
    return { ...known, ...numbersOf(value, group.rows), state: 'harmed', message };
  }
  const tested = unharmed(value, group, { metric, threshold: { value: -maximumLoss, unit } });
  // An interval below the margin that does not stand among all groups is no proof of harm.
  return { ...known, ...tested, state: tested.state === 'harmed' ? 'unproven' : tested.state };
}
