import { codeIsDeployed } from './chapters/code-is-deployed';
import { firstModelIsPromoted } from './chapters/first-model';
import { modelBecomesChallenger } from './chapters/model-becomes-challenger';
import { promotionIsRefused } from './chapters/promotion-is-refused';
import { searchIsCancelled } from './chapters/search-is-cancelled';
import { secondIsRolledBack } from './chapters/second-is-rolled-back';
import { secondModelIsPromoted } from './chapters/second-model';
import { testIsNamed } from './chapters/test-is-named';
import type { DemoContext } from './demo-context';
import { pagesOf } from './pages';
import type { Printer } from './printer';
import { tellReceipts } from './receipts';

const CHAPTERS = [
  codeIsDeployed,
  firstModelIsPromoted,
  secondModelIsPromoted,
  promotionIsRefused,
  modelBecomesChallenger,
  secondIsRolledBack,
  searchIsCancelled,
  testIsNamed,
];

export function tellOpening(printer: Printer): void {
  printer.say(
    'MLOps for Databricks on a laptop: the packaged tasks run the way an Azure Pipelines',
    'agent runs them, against a local workspace with MLflow and Unity Catalog that',
    'really runs the notebooks.',
  );
}

/** Tells every chapter, then sums up each in one line. */
export async function tellChapters(context: DemoContext): Promise<void> {
  const lessons: string[] = [];
  for (const chapter of CHAPTERS) {
    lessons.push(await chapter(context));
  }
  tellReceipts(context);
  context.printer.heading('What you have seen');
  context.printer.say(...lessons.map((lesson, index) => `${index + 1}  ${lesson}`), '');
}

/** The pages that show the result while the local workspace runs. */
export async function tellPages({ laptop, printer }: DemoContext, isWaiting: boolean): Promise<void> {
  const { training, versions } = await pagesOf(laptop, ['1', '2', '3', '4']);
  printer.say(
    "MLflow's pages show the training runs side by side, and the versions with their tags:",
    ...[training, ...versions].map((address) => `    ${address}`),
    isWaiting ? 'Press Enter to end.' : 'In a terminal they stay open until you press Enter; here everything ends now.',
  );
}

export function tellEnding(took: string, printer: Printer): void {
  printer.say(
    '',
    `The demo took ${took}. All its processes have ended, and its temporary folders are gone.`,
    '',
    'Try next:',
    '    demo/notebooks/      change a notebook and run the demo again',
    '    tasks/               one folder per task, with a README',
    '    npm run workspace    starts your own local workspace; prints its URL and a token',
  );
}
