import type { Contract } from '../contracts/contract';
import type { RunFacts } from '../task/host';

/** The facts of a run as contracts have them. */
export function pipelineRun({ repository, startedFor: _, ...facts }: RunFacts): Contract['run'] {
  return Object.fromEntries(
    Object.entries({ ...facts, repository: repository.name || undefined }).filter(([, value]) => value !== undefined),
  ) as Contract['run'];
}
