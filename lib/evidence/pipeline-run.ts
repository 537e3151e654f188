import type { Contract } from '../contracts/contract';
import type { RunFacts } from '../task/host';

/** The facts of a run as contracts have them; what they do not know falls away when they are sealed. */
export function pipelineRun({ repository, ...facts }: RunFacts): Contract['run'] {
  return Object.fromEntries(
    Object.entries({ ...facts, repository: repository.name || undefined }).filter(([, value]) => value !== undefined),
  ) as Contract['run'];
}
