import type { TaskDefinition } from '../../lib/task/definition';

/** The names of one task that users' pipelines may use. */
export interface TaskWords {
  readonly id: string;
  readonly major: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export type PublicWords = Readonly<Record<string, TaskWords>>;

export const WAYS_TO_MIGRATE = `If a name disappears, every pipeline that uses it breaks at once. You can:
- keep the old word and add the new one beside it; the task reads the old one when the new one is empty;
- raise 'major' in definition.ts: pipelines choose the major themselves;
- only if it never was in a released version: take it out of tests/record by hand.`;

export function wordsOf(definitions: readonly TaskDefinition[]): PublicWords {
  const entries = definitions.map(({ name, id, major, inputs, outputs }) => {
    const names = Object.entries(inputs).flatMap(([input, { aliases = [] }]) => [input, ...aliases]);
    const words = { id, major, inputs: names.toSorted(), outputs: Object.keys(outputs).toSorted() };
    return [name, words] as const;
  });
  return Object.fromEntries(entries.toSorted(([one], [other]) => one.localeCompare(other)));
}

/** Names in the record that the definitions no longer have. */
export function brokenPromises(record: PublicWords, now: PublicWords): readonly string[] {
  return Object.entries(record).flatMap(([task, promised]) => {
    const words = now[task];
    return words === undefined ? [`Task '${task}' is gone.`] : brokenByTask(task, promised, words);
  });
}

function brokenByTask(task: string, promised: TaskWords, words: TaskWords): readonly string[] {
  const changedId = words.id === promised.id ? [] : [`The id of ${task} was ${promised.id} and is now ${words.id}.`];
  if (words.major > promised.major) {
    return changedId;
  }
  return [
    ...changedId,
    ...(words.major < promised.major ? [`The major of ${task} went back to ${words.major}.`] : []),
    ...gone(promised.inputs, words.inputs).map((name) => `Input '${name}' of ${task} is gone.`),
    ...gone(promised.outputs, words.outputs).map((name) => `Output '${name}' of ${task} is gone.`),
  ];
}

function gone(before: readonly string[], now: readonly string[]): readonly string[] {
  return before.filter((name) => !now.includes(name));
}
