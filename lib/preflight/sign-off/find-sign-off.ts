import type { Build, Builds } from '../../azure-devops/builds';
import { findPipeline } from './find-pipeline';
import type { OtherRun, SignOff, SignOffQuestion } from './question';
import { stageState } from './stage-state';

/**
 * Looks through the runs of the pipeline, the newest first. The first run of this commit in which somebody decided
 * counts; runs in which nothing is decided take no earlier sign-off away.
 */
export async function findSignOff(question: SignOffQuestion, builds: Builds): Promise<SignOff> {
  const pipeline = await findPipeline(question, builds);
  const runs: OtherRun[] = [];
  let elsewhere = 0;
  for await (const build of builds.runs(pipeline)) {
    if (build.id === undefined || build.sourceVersion?.toLowerCase() !== question.facts.commit.toLowerCase()) {
      continue;
    }
    if (!isSameRepository(build, question)) {
      elsewhere += 1;
      continue;
    }
    const link = linkTo(build.id, question);
    const state = stageState(await builds.timeline(build.id), question.stage);
    if (state.is === 'signedOff') {
      return { is: 'given', run: build.buildNumber ?? String(build.id), link };
    }
    runs.push({ link, because: `in run ${build.buildNumber ?? build.id}, ${state.because}` });
    if (state.is === 'refused') {
      break;
    }
  }
  return { is: 'missing', runs, elsewhere };
}

/** Two repositories can hold the same commit: a fork is one. */
function isSameRepository({ repository }: Build, { facts }: SignOffQuestion): boolean {
  const { id, provider } = facts.repository;
  const isSameProvider = provider === '' || repository?.type?.toLowerCase() === provider.toLowerCase();
  return isSameProvider && repository?.id?.toLowerCase() === id.toLowerCase();
}

function linkTo(build: number, { facts }: SignOffQuestion): string {
  return `${facts.organization}${encodeURIComponent(facts.project)}/_build/results?buildId=${build}`;
}
