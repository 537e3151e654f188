import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface NewTask {
  readonly id: string;
  /** Such as `MLflowScoreModel`. */
  readonly name: string;
  /** Such as "Score a model version". */
  readonly friendlyName: string;
}

/** The files of an empty task, by path below the root; they pass every check. */
export function taskSkeleton(task: NewTask): ReadonlyMap<string, string> {
  const folder = `tasks/${task.name}`;
  const places = [
    ...['definition.ts', 'decide.ts', 'run.ts', 'index.ts', 'README.md', 'icon.svg'].map((file) => [folder, file]),
    [`tests/unit/tasks/${task.name}`, 'decide.test.ts'],
  ].map(([to, file]) => [`${to}/${file}`, filled(String(file), task)] as const);
  return new Map([...places, [`changes/${task.name}.md`, filled('change.md', task)]]);
}

/** A file of scripts/skeleton with `{{…}}` replaced by the task's values. */
function filled(file: string, task: NewTask): string {
  const text = readFileSync(join(__dirname, `${file}.txt`), 'utf8');
  const Act = task.name.replace(/^(?:Databricks|MLflow|MLOps)/, '');
  const words: Readonly<Record<string, string>> = {
    ...task,
    Act,
    act: lowerFirst(Act),
    change: lowerFirst(task.friendlyName),
  };
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, word: string) => words[word] ?? word);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
