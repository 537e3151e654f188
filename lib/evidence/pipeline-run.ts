import type { Contract } from '../contracts/contract';
import type { RunFacts } from '../task/host';

/** The facts of a run as contracts have them, without the person who started it. */
export function pipelineRun({ repository, ...facts }: RunFacts): Contract['run'] {
  const known = Object.entries({ ...facts, repository: repository.name || undefined, startedFor: undefined });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as unknown as Contract['run'];
}
