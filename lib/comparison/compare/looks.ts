import type { Comparison } from '../../contracts/contract';
import { sha256Hex } from '../../core/node/hash';
import type { RegisteredModel } from '../../registry/registered-model';
import type { TaskHost } from '../../task/host';

export type Looks = NonNullable<Comparison['looks']>;

const DIGITS = 12;

/** Counts on the model how often the labels of a table decided; another sample of the same rows resets nothing. */
export async function countLook(
  model: RegisteredModel,
  { table, label, version }: Pick<Looks, 'table' | 'label'> & { readonly version: number },
  { facts }: Pick<TaskHost, 'facts'>,
): Promise<Looks> {
  const key = `mlops_looks_${sha256Hex(JSON.stringify([table, label])).slice(0, DIGITS)}`;
  const look = sha256Hex(JSON.stringify([facts.planId, version])).slice(0, DIGITS);
  const present = await model.tags();
  const [, count = '0', last] = /^(\d+) ([0-9a-f]+)$/.exec(present.get(key) ?? '') ?? [];
  // A step that runs again asks the same question.
  if (last === look) {
    return { table, label, count: Number(count) };
  }
  await model.setTags({ [key]: `${Number(count) + 1} ${look}` }, undefined, present);
  return { table, label, count: Number(count) + 1 };
}
