import type { Dialect } from './dialects/dialect';
import { ofModel, ofVersion } from './missing';
import { requirePointer, type Pointer } from './pointer';
import { isNoSuchAlias, pointerOf, refuseCaseVariant } from './pointer-reading';

export interface PointerMove {
  readonly pointer: Pointer;
  readonly version: number;
  /** What happens to the other versions in a stage; an alias has only one. */
  readonly others: 'archive' | 'keep';
}

/** Moves the pointer to the version. No registry supports "only if it is unchanged", so read it back. */
export async function movePointer(
  dialect: Dialect,
  model: string,
  { pointer, version, others }: PointerMove,
): Promise<void> {
  requirePointer(pointer, dialect.kind);
  if (pointer.type === 'alias') {
    const facts = await ofModel(dialect, model, () => dialect.model(model));
    refuseCaseVariant(facts, model, pointer.name);
  }
  await ofVersion(dialect, { model, number: version }, async () =>
    pointer.type === 'alias'
      ? dialect.aliases?.set(model, pointer.name, version)
      : dialect.stages?.transition(model, { version, stage: pointer.name, others }),
  );
}

/**
 * Removes the alias or stage from the version; does nothing if another version has it. A stage's version moves to the
 * archive, as it does when another one replaces it.
 */
export async function clearPointer(
  dialect: Dialect,
  model: string,
  { pointer, version }: Pick<PointerMove, 'pointer' | 'version'>,
): Promise<'cleared' | 'notThere'> {
  const reading = await pointerOf(dialect, model, pointer);
  if (reading.kind === 'absent' || reading.versions.every(({ number }) => number !== version)) {
    return 'notThere';
  }
  if (pointer.type === 'stage') {
    await dialect.stages?.transition(model, { version, stage: 'Archived', others: 'keep' });
    return 'cleared';
  }
  try {
    await dialect.aliases?.remove(model, pointer.name);
  } catch (error) {
    // A repeated removal finds nothing if the response to the first one was lost.
    if (!isNoSuchAlias(error)) {
      throw error;
    }
  }
  return 'cleared';
}
