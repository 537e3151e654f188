import type { Comparison, Compliance } from '../../contracts/contract';
import { counted, grouped } from '../../core/figures';
import { decidingRows } from './metric-table';

/** From here on, results on the same rows are worth less than they look. */
const MANY_LOOKS = 10;

/** What could go wrong although the verdict is what it is. */
export function attention(comparison: Comparison, compliance: Compliance | undefined): readonly string[] {
  const { findings = [], changes, evaluation, looks } = comparison;
  const of = (state: string): readonly string[] =>
    findings.filter((each) => each.state === state && each.role !== 'primary').map(({ about }) => about);
  return [
    ...listed('Harmed', of('harmed')),
    ...listed('Harm is not ruled out', of('unproven')),
    ...listed('Too few rows to judge', of('tooSmall')),
    ...listed('Below its floor', of('missed')),
    ...flips(evaluation),
    ...(changes === undefined || changes.signature.length === 0
      ? []
      : ['The signature changed, so callers may have to send other columns']),
    ...overlaps(evaluation),
    ...largestUnit(evaluation),
    ...(looks !== undefined && looks.count > MANY_LOOKS
      ? [`These rows have decided ${looks.count} times, and luck weighs more each time. Use fresh evaluation data`]
      : []),
    ...waivers(compliance),
  ];
}

function listed(what: string, names: readonly string[]): readonly string[] {
  const shown = names.slice(0, 8).join(', ');
  return names.length === 0 ? [] : [`${what}: ${shown}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`];
}

function flips(evaluation: Comparison['evaluation']): readonly string[] {
  const flipped = evaluation?.dataSets.find(({ role }) => role === 'decides')?.information.rowsThatFlip;
  return flipped === undefined || flipped.rightToWrong === 0
    ? []
    : [
        `${counted(flipped.rightToWrong, 'row')} that the champion got right ${flipped.rightToWrong === 1 ? 'is' : 'are'} wrong now, and ${grouped(flipped.wrongToRight)} the other way around`,
      ];
}

function overlaps(evaluation: Comparison['evaluation']): readonly string[] {
  const sets = evaluation?.dataSets ?? [];
  return [...sets.flatMap(seenRows), ...sets.flatMap(oldRows)];
}

type DataSet = NonNullable<Comparison['evaluation']>['dataSets'][number];

function oldRows({ name, rowsBeforeCutOff = [] }: DataSet): readonly string[] {
  return rowsBeforeCutOff
    .filter(({ rows }) => rows > 0)
    .map(
      ({ model, rows }) =>
        `${counted(rows, 'row')} of the data '${name}' are no newer than the training of the ${model}`,
    );
}

function seenRows({ name, trainingOverlap }: DataSet): readonly string[] {
  return trainingOverlap
    .filter(({ rows }) => rows > 0)
    .map(
      ({ model, rows }) =>
        `The ${model} was trained on ${counted(rows, 'row')} of the data '${name}', which flatters it`,
    );
}

function largestUnit(evaluation: Comparison['evaluation']): readonly string[] {
  return (decidingRows(evaluation)?.metrics ?? []).flatMap(({ metric, difference }) =>
    difference === undefined || difference.largestUnitShare <= 0.2
      ? []
      : [
          `${metric}: ${difference.largestUnit ?? 'one unit'} carries ${Math.round(difference.largestUnitShare * 100)}% of the uncertainty`,
        ],
  );
}

function waivers(compliance: Compliance | undefined): readonly string[] {
  return (compliance?.checks ?? [])
    .filter(({ outcome }) => outcome === 'waived' || outcome === 'warned')
    .map(
      ({ check, outcome, message }) =>
        `Compliance check '${check}' ${outcome === 'waived' ? 'was waived' : 'warned'}: ${message}`,
    );
}
