import type { Finding } from '../../contracts/comparison-finding';
import type { ComparisonVerdict } from '../../contracts/comparison-verdict';
import type { EvaluatedGroup } from '../../contracts/evaluation';
import { baseline } from './baseline';
import { because } from './because';
import { countsAsBetter } from './counts-as-better';
import { equivalence } from './equivalence';
import type { DecisionFacts } from './facts';
import { fairness } from './fairness';
import { floor } from './floors';
import { guardrail } from './guardrails';
import { allRows, metricIn } from './measured';
import { otherData } from './other-data';
import { primary } from './primary';
import { slices } from './slices';
import { decidingData, unfit } from './unfit';
import { isFitToBeFirst, verdictOf } from './verdict';

export interface Decision {
  readonly verdict: ComparisonVerdict;
  readonly isBetter: boolean;
  /** The verdict in a sentence. */
  readonly because: string;
  readonly findings: readonly Finding[];
}

/** The whole rule: from statistics to a verdict, without clock, services or files. */
export function decide(facts: DecisionFacts): Decision {
  const problem = unfit(facts);
  if (problem !== undefined) {
    return unknown(problem);
  }
  const { rule, champion, evaluation } = facts;
  if (champion === undefined) {
    return firstModel(facts);
  }
  if (evaluation.championProblem !== undefined) {
    return unscoredChampion(facts, evaluation.championProblem.message);
  }
  const findings = findingsAgainstChampion(facts);
  const verdict = verdictOf(findings, rule);
  const isBetter = countsAsBetter(verdict, rule, champion.ageInDays);
  return { verdict, isBetter, findings, because: because({ verdict, isBetter, findings }, facts) };
}

/** Nothing is known, so nothing passes. */
export function unknown(reason: string): Decision {
  return { verdict: 'ERROR', isBetter: false, because: sentence(reason), findings: [] };
}

/** A champion that cannot be scored keeps its place; whether that is an error, the policy says. */
function unscoredChampion({ rule, champion }: Pick<DecisionFacts, 'rule' | 'champion'>, reason: string): Decision {
  const said = `the champion, version ${champion?.version ?? '?'}, could not be scored: ${reason.replace(/\.$/, '')}`;
  return rule.onChampionError === 'error'
    ? unknown(said)
    : { verdict: 'INCONCLUSIVE', isBetter: false, because: `${said}; it keeps its place.`, findings: [] };
}

function sentence(reason: string): string {
  return reason.endsWith('.') ? reason : `${reason}.`;
}

function findingsAgainstChampion(facts: DecisionFacts): readonly Finding[] {
  const { rule, evaluation } = facts;
  const decides = decidingData(facts);
  const all = decides && allRows(decides);
  if (decides === undefined) {
    return [noRows(rule.primary.metric)];
  }
  return [
    primary(rule.primary, all),
    ...(rule.equivalence === undefined ? [] : [equivalence(rule.equivalence, all)]),
    ...rule.guardrails.map(({ metric, unit, maximumLoss }) =>
      guardrail({ role: 'guardrail', about: metric, metric, threshold: { value: -maximumLoss, unit } }, all),
    ),
    ...rule.floors.map((each) => floor(each, all)),
    ...otherData(rule, evaluation),
    ...rule.fairness.map((each) => fairness(each, decides)),
    ...slices(rule, decides, evaluation),
  ];
}

function firstModel(facts: DecisionFacts): Decision {
  const { rule } = facts;
  const decides = decidingData(facts);
  const all = decides && allRows(decides);
  const findings =
    all === undefined
      ? [noRows(rule.primary.metric)]
      : [
          ...unmeasured(rule.primary.metric, all),
          ...(rule.baseline === undefined ? [] : [baseline(rule.baseline, rule.primary, all)]),
          ...rule.floors.map((each) => floor(each, all)),
        ];
  const verdict = findings.some(({ state }) => state === 'error') ? 'ERROR' : 'FIRST_MODEL';
  const isBetter = countsAsBetter(verdict, rule, undefined) && isFitToBeFirst(findings);
  return { verdict, isBetter, findings, because: because({ verdict, isBetter, findings }, facts) };
}

/** A first model has nothing to be compared with, but it has to be measured. */
function unmeasured(metric: string, all: EvaluatedGroup): readonly Finding[] {
  const found = metricIn(all, metric);
  const problem = 'problem' in found ? found.problem : undefined;
  const isMeasured = 'value' in found && Number.isFinite(found.value.candidate?.value);
  return isMeasured ? [] : [error(metric, problem ?? `${metric} of the candidate was not measured`)];
}

function noRows(metric: string): Finding {
  return error(metric, 'the evaluation has no rows, or not exactly one data set that decides');
}

function error(metric: string, message: string): Finding {
  return { role: 'primary', about: metric, metric, isNeeded: true, state: 'error', message };
}
