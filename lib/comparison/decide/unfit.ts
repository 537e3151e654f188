import type { EvaluatedDataSet } from '../../contracts/evaluation';
import type { DecisionFacts } from './facts';

/** Why the statistics cannot be about this question; undefined when they are. */
export function unfit({ candidate, champion, evaluation }: DecisionFacts): string | undefined {
  const { candidate: scored, champion: against } = evaluation;
  if (scored.name !== candidate.name || scored.version !== candidate.version) {
    return `version ${scored.version} of ${scored.name} was scored instead of version ${candidate.version} of ${candidate.name}`;
  }
  if (champion === undefined) {
    return against === undefined
      ? undefined
      : `version ${against.version} of ${against.name} was scored as champion, and nobody holds the place`;
  }
  if (against !== undefined && (against.name !== champion.name || against.version !== champion.version)) {
    return `version ${against.version} of ${against.name} was scored as champion instead of version ${champion.version} of ${champion.name}`;
  }
  return against === undefined && evaluation.championProblem === undefined
    ? `the champion, version ${champion.version} of ${champion.name}, was not scored`
    : undefined;
}

/** The one data set that decides; undefined when none or several claim to. */
export function decidingData({ evaluation }: Pick<DecisionFacts, 'evaluation'>): EvaluatedDataSet | undefined {
  const deciding = evaluation.dataSets.filter(({ role }) => role === 'decides');
  return deciding.length === 1 && (deciding[0]?.rows ?? 0) > 0 ? deciding[0] : undefined;
}
