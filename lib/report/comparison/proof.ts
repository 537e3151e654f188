import type { Comparison } from '../../contracts/contract';
import { counted, figure, grouped } from '../../core/figures';
import { decidingRows } from './metric-table';

/** What the result rests on. */
export function proves({ evaluation, model, seen }: Comparison): readonly string[] {
  const decides = evaluation?.dataSets.find(({ role }) => role === 'decides');
  const all = decidingRows(evaluation);
  if (decides === undefined || all === undefined) {
    return ['Nothing about the quality of the model: there are no statistics.'];
  }
  const champion = evaluation?.champion === undefined ? undefined : seen.champion;
  const table =
    decides.tableVersion === undefined ? decides.source : `${decides.source} (table version ${decides.tableVersion})`;
  const rows =
    all.rows === decides.rowsInSource
      ? `all ${counted(all.rows, 'row')} of ${table}`
      : `the same ${grouped(all.rows)} of the ${counted(decides.rowsInSource, 'row')} in ${table}`;
  return [
    champion === undefined
      ? `Version ${model.version} scored ${rows.replace('the same ', '')}.`
      : `Versions ${model.version} and ${champion.version} scored ${rows}; digest ${decides.digest.slice(0, 12)}.`,
    ...(champion === undefined
      ? []
      : [
          'If both were equally good, at most about 25 of 1,000 such comparisons would call the candidate better by chance.',
        ]),
    ...(seen.champion !== undefined && champion === undefined
      ? ['Nothing about which of the two is better: the champion was not scored.']
      : []),
    'If the candidate, the champion or the policy changes after this comparison, the promotion is refused.',
  ];
}

/** What nobody may read into it. */
export function provesNot(comparison: Comparison): readonly string[] {
  const { evaluation, rule, looks, seen } = comparison;
  const metric = rule?.primary.metric;
  const difference = decidingRows(evaluation)?.metrics.find((each) => each.metric === metric)?.difference;
  return [
    'How well the model does on rows unlike these, such as those of next month.',
    ...(difference === undefined || difference.minimumDetectable === 0
      ? []
      : [
          `That there is no smaller difference in ${metric ?? 'the metric'}: these rows would often miss one below ${figure(difference.minimumDetectable)}.`,
        ]),
    ...(seen.champion === undefined && rule?.baseline === undefined
      ? ['That the model is better than a guess: there was no champion, and the policy declares no baseline.']
      : []),
    ...(rule !== undefined && rule.guardrails.length === 0
      ? ['Anything but that one metric: the policy declares no guardrail.']
      : []),
    ...(rule !== undefined && rule.slices.length === 0
      ? ['That no group of rows is worse off: the policy declares no slices.']
      : []),
    ...(rule !== undefined && rule.fairness.length === 0
      ? ['Fairness between groups of people: the policy declares none.']
      : []),
    ...(looks === undefined
      ? []
      : [
          `What fresh rows would say: comparisons of this model have used ${looks.table} (${looks.label}) ${looks.count === 1 ? 'once' : `${looks.count} times`}, this one included.`,
        ]),
    'Latency, memory and cost in production.',
  ];
}
