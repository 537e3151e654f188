import { expectEqual } from './as-told';
import type { Context } from './context';
import type { Outcome } from './outcome';
import { runPipeline, type Command } from './pipeline-run';

const RELEASE = 'azure-pipelines/release.yml';

/** Releases the commit of main: a release branch, and the pipeline on it. */
export async function release(name: string, { words, ...command }: Command, context: Context): Promise<Outcome> {
  const { project, releases } = context;
  project.git('checkout', '-q', '-B', `release/${name}`, 'main');
  const outcome = await runPipeline({ ...command, words: [RELEASE, ...words] }, context);
  releases.push(outcome);
  return outcome;
}

/** The registry itself says who is champion now, not the pipeline. */
export async function expectChampion(version: string, { laptop, project }: Context): Promise<void> {
  expectEqual(await project.registry.championOf(laptop), version, `the version in ${project.registry.champion}`);
}

export function expectVerdict(outcome: Outcome, verdict: string): void {
  expectEqual(outcome.output('compare.verdict'), verdict, 'the verdict');
}

export function expectResult(outcome: Outcome, ...results: readonly string[]): void {
  const { result } = outcome;
  expectEqual(result, results.find((each) => each === result) ?? results.join(' or '), 'the result of the run');
}
