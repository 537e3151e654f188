import { resolve } from 'node:path';
import { gitFacts } from '../local/pipelines/checkout/git-facts';
import { fileCounters } from '../local/pipelines/run-folder/counter-file';
import { readEvents } from '../local/pipelines/run-folder/event-file';
import { newRunFolder, writeStart } from '../local/pipelines/run-folder/run-folders';
import { keptOf } from '../local/pipelines/run/kept';
import { localSteps } from '../local/pipelines/steps/runner';
import { onlyFile } from './expand';
import { findingLines } from './finding-lines';
import { PIPELINE_SETTINGS } from './pipeline-request';
import { printError } from './printer';
import { runAttempt } from './run/attempt';
import { earlierRun, type EarlierRun } from './run/earlier-run';
import { isAgainst, prepared, type Prepared } from './run/prepare';
import type { Verb, Words } from './verb';

/** Runs a pipeline on this machine. */
export const runVerb: Verb = {
  name: 'run',
  summary: 'Run a pipeline on this machine, with the tasks of this extension.',
  usage: '<file> [options]   or   mlops run --rerun-failed [run]',
  description: [
    'Runs stages, jobs and steps as Azure Pipelines does: conditions, outputs, deployments,',
    'approvals, exclusive locks. Everything that cannot run here is reported before anything runs.',
    '',
    'Runs the committed state of the repository. Approvals are denied unless you give them.',
    'Secrets, variable groups and connections come from mlops.local.yml. Ctrl-C cancels the run,',
    'a second Ctrl-C ends everything at once. Logs, artifacts and events stay in .mlops/runs.',
  ],
  options: {
    'with-changes': 'Include uncommitted changes.',
    fork: 'Withhold secrets and connections, as for a pull request from a fork.',
    'rerun-failed': 'Run again what failed in the last run, or in the run that is named.',
    ask: 'Ask for approvals even without a terminal: one line of standard input for each answer.',
    'no-live': 'Print lines, not a live tree.',
    json: 'Print each event as one line of JSON.',
  },
  settings: {
    ...PIPELINE_SETTINGS,
    approve: 'Stage whose approvals are given, or all.',
    stub: "Replace a task by a command: --stub AzureCLI@2='echo deployed'.",
    parallel: 'Jobs at once. Default: the number of processors.',
  },
  example: 'mlops run azure-pipelines.yml --approve production',
  run: (words) => (words.options.has('rerun-failed') ? runAgain(words) : runNew(words)),
};

const steps = localSteps();

function runNew(words: Words): number | Promise<number> {
  const file = resolve(onlyFile(words, 'run'));
  const preparation = checked(file, words);
  if (preparation?.plan === undefined) {
    return 1;
  }
  const { root, commit } = preparation.question.facts;
  const startTime = new Date();
  const { id, folder } = newRunFolder(root, startTime);
  const settings = Object.fromEntries(words.settings);
  const counters = fileCounters(root, new Map());
  const buildId = String(counters.next('Build.BuildId', 1));
  writeStart(folder, { file, buildId, settings, options: [...words.options], commit, processId: process.pid });
  const kept = { stages: new Map(), jobs: new Map() };
  const attempt = { id, buildId, number: 1, startTime, kept, counters };
  return runAttempt({ preparation, plan: preparation.plan, attempt, folder, steps }, words);
}

function runAgain(given: Words): number | Promise<number> {
  const { root } = gitFacts(process.cwd());
  const earlier = earlierRun(root, given);
  const { words, start, id, folder } = earlier;
  const preparation = checked(start.file, words);
  if (preparation?.plan === undefined) {
    return 1;
  }
  const events = readEvents(folder);
  const kept = keptOf(preparation.plan, events);
  const counted = events.flatMap((event) => (event.kind === 'counter' ? [[event.prefix, event.value] as const] : []));
  const attempt = {
    id,
    buildId: start.buildId,
    number: 1 + events.filter(({ kind }) => kind === 'run started').length,
    startTime: new Date(events[0]?.at ?? Date.now()),
    kept,
    counters: fileCounters(root, new Map(counted)),
  };
  writeStart(folder, { ...start, processId: process.pid });
  const told = { ...preparation, notes: [...preparation.notes, ...otherCommit(earlier, preparation)] };
  return runAttempt({ preparation: told, plan: preparation.plan, attempt, folder, steps }, words);
}

/** Undefined if something is against the run, which has been reported. */
function checked(file: string, words: Words): Prepared | undefined {
  const preparation = prepared(file, words, steps);
  preparation.findings.flatMap((finding) => findingLines(finding)).forEach(printError);
  return preparation.findings.some(isAgainst) ? undefined : preparation;
}

/** The service would run the same commit again; here a person has mended it meanwhile. */
function otherCommit({ start }: EarlierRun, { question }: Prepared): readonly string[] {
  const { commit } = question.facts;
  return commit === start.commit
    ? []
    : [`the run began with commit ${start.commit ?? '(none)'}, and goes on with ${commit ?? '(none)'}`];
}
