import { UserError } from '../core/errors';
import type { RunFacts, TaskHost, UnknownFact } from '../task/host';

type Fact = UnknownFact['fact'];

/** What every contract says about its run. */
export const FACTS_OF_EVIDENCE: readonly Fact[] = ['organization', 'project', 'commit', 'branch', 'attempt'];
/** A deployment also names the repository of its files. */
export const FACTS_OF_DEPLOYMENTS: readonly Fact[] = [...FACTS_OF_EVIDENCE, 'repository'];

/** Refuses a run that evidence could not name, and lists all gaps. Called before the first request. */
export function requireKnownRun({ unknownFacts }: TaskHost, needed: readonly Fact[]): void {
  const gaps = unknownFacts.filter(({ fact }) => needed.includes(fact));
  if (gaps.length > 0) {
    throw new UserError('RUN_UNKNOWN', {
      what: `This run does not provide what its evidence must name: ${gaps.map(({ fact, why }) => `${fact} (${why})`).join(', ')}. Nothing was started.`,
      fix: 'Run the step in a pipeline that has a repository; in a classic release, make a build of the repository the primary artifact.',
    });
  }
}

/** Who started this run, as evidence says it. */
export function requesterOf({ startedFor }: RunFacts): string {
  return startedFor ?? 'unknown (the run names no requester)';
}
