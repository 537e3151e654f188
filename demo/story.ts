import { evaluationFails } from './chapters/evaluation-fails';
import { searchIsCancelled } from './chapters/search-is-cancelled';
import { trainingSucceeds } from './chapters/training-succeeds';
import type { Printer } from './printer';
import type { Scene } from './scene';

export function tellOpening(printer: Printer): void {
  printer.say(
    'MLOps for Databricks on a laptop: the packaged task runs as an Azure Pipelines agent runs it, against a',
    'local workspace that really executes the notebooks. In a real one, the links in the log open run pages.',
  );
}

/** Tells every chapter, and gives what is to be remembered of each. */
export async function tellChapters(scene: Scene): Promise<readonly string[]> {
  const lessons: string[] = [];
  for (const chapter of [trainingSucceeds, evaluationFails, searchIsCancelled]) {
    lessons.push(await chapter(scene));
  }
  return lessons;
}

export function tellEnding(lessons: readonly string[], took: string, printer: Printer): void {
  printer.heading('What you have seen');
  printer.say(
    ...lessons.map((lesson, index) => `${index + 1}  ${lesson}`),
    '',
    `It took ${took}. Everything that was started has ended, and the temporary folders are gone.`,
    '',
    'To try next:',
    '    demo/notebooks/                     change a notebook and run the demo again',
    '    npm run workspace                   a local workspace of your own; prints its address and a token',
    '    tasks/DatabricksRunJob/README.md    all that the task can do',
  );
}
