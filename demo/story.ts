import { relative } from 'node:path';
import { betterGoesToProduction } from './chapters/better';
import { comparedAgain } from './chapters/compared-again';
import { firstModel } from './chapters/first-model';
import { pullRequestIsFixed } from './chapters/fixed-pull-request';
import { modelIsNotCompared } from './chapters/not-compared';
import { pullRequestIsRed } from './chapters/red-pull-request';
import { staleDecisionIsRefused } from './chapters/stale-decision';
import { worseIsKeptOut } from './chapters/worse';
import type { Context } from './context';
import type { Options } from './options';
import type { Printer } from './printer';
import { registryOf, type RegistryName } from './registry';

type Chapter = (context: Context) => Promise<string>;

const WHOLE: readonly Chapter[] = [
  firstModel,
  pullRequestIsRed,
  pullRequestIsFixed,
  betterGoesToProduction,
  worseIsKeptOut,
  staleDecisionIsRefused,
  comparedAgain,
];

/** Without comparisons there are no releases, but pull requests go as ever. */
const ON_PLAIN_SERVER: readonly Chapter[] = [modelIsNotCompared, pullRequestIsRed, pullRequestIsFixed];

const CHAPTERS: Readonly<Record<RegistryName, readonly Chapter[]>> = {
  'unity-catalog': WHOLE,
  stages: WHOLE,
  mlflow: ON_PLAIN_SERVER,
};

export function chaptersOn(registry: RegistryName): readonly Chapter[] {
  return CHAPTERS[registry];
}

export function tellOpening(printer: Printer, { registry }: Options): void {
  printer.say(
    'MLOps for Databricks on a laptop: the shipped pipeline templates and the packaged tasks,',
    'run by mlops run against local workspaces with real notebooks, Spark and MLflow.',
    `The models are in ${registryOf(registry).title}.`,
  );
}

interface Ending {
  readonly lessons: readonly string[];
  readonly took: string;
  readonly stay: boolean;
}

/** Sums up, and says where everything is. */
export function tellEnding({ printer, project, laptop, releases }: Context, { lessons, took, stay }: Ending): void {
  printer.heading('What you have seen');
  printer.say(
    ...lessons.map((lesson, index) => `${index + 1}  ${lesson}`),
    '',
    `The demo took ${took}. What it leaves:`,
    ...reportLines(releases),
    `    ${project.shown}/.mlops/runs`,
    '        logs, artifacts and evidence of each run',
    ...(stay
      ? [
          `    ${laptop.mlflow}`,
          '        MLflow with all runs and models',
          `    ${laptop.prod.host}`,
          '        the workspaces; stays until Ctrl-C',
        ]
      : [
          '',
          'Everything that was started has ended. npm run demo -- --stay keeps the workspaces and the pages of MLflow open.',
        ]),
  );
}

function reportLines(releases: Context['releases']): readonly string[] {
  const report = releases.findLast((release) => release.reportOf('compare') !== '')?.reportOf('compare');
  return report === undefined
    ? []
    : [`    ${relative(process.cwd(), report)}`, '        the report of the last comparison'];
}
