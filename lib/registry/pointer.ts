import { UserError } from '../core/errors';
import { REGISTRY_NAME, type RegistryKind } from './kind';

export type Stage = 'Staging' | 'Production';

/** A movable name of a version: an alias or a stage. */
export type Pointer =
  | { readonly type: 'alias'; readonly name: string }
  | { readonly type: 'stage'; readonly name: Stage };

const STAGES: readonly Stage[] = ['Staging', 'Production'];
/** The kinds of pointer in each registry; https://mlflow.org/docs/latest/ml/model-registry/. */
const POINTERS: Readonly<Record<RegistryKind, readonly Pointer['type'][]>> = {
  unityCatalog: ['alias'],
  workspace: ['stage'],
  mlflow: ['alias', 'stage'],
};
const LONGEST_ALIAS = 255;

/** Reads `alias:champion` or `stage:Production`; `input` is the name of the input. */
export function readPointer(text: string, input: string): Pointer {
  const [, type, name = ''] = /^(alias|stage):(.*)$/s.exec(text.trim()) ?? [];
  if (type === 'alias') {
    refuseAlias(name, input);
    return { type, name };
  }
  if (type === 'stage') {
    return { type, name: stageNamed(name, input) };
  }
  throw refused(
    `Input '${input}' is '${text}', which names neither an alias nor a stage.`,
    'Write alias:<name>, e.g. alias:champion, or stage:Staging or stage:Production.',
  );
}

export function pointerText({ type, name }: Pointer): string {
  return `${type}:${name}`;
}

/** Refuses a kind of pointer that the registry does not have, and says what it has instead. */
export function requirePointer(pointer: Pointer, kind: RegistryKind): void {
  if (POINTERS[kind].includes(pointer.type)) {
    return;
  }
  const example = pointer.type === 'stage' ? ALIAS_FOR[pointer.name] : 'stage:Production';
  const [absent, present] = pointer.type === 'stage' ? ['stages', 'aliases'] : ['aliases', 'stages'];
  throw refused(
    `'${pointerText(pointer)}' was requested, but ${REGISTRY_NAME[kind]} has no ${absent}; it has ${present}.`,
    `Write ${example} instead, or choose another registry with 'registry'.`,
  );
}

const ALIAS_FOR: Readonly<Record<Stage, string>> = { Staging: 'alias:challenger', Production: 'alias:champion' };

function refuseAlias(name: string, input: string): void {
  if (!/^[\w-]+$/.test(name) || name.length > LONGEST_ALIAS) {
    throw refused(
      `Input '${input}' names the alias '${name}'; an alias has 1 to ${LONGEST_ALIAS} letters, digits, underscores and dashes.`,
      'Write a name such as alias:champion.',
    );
  }
  if (/^(?:latest|v\d+)$/i.test(name)) {
    throw refused(
      `Input '${input}' names the alias '${name}', a word that MLflow keeps for itself.`,
      'Write another name, e.g. alias:champion; a version is named by its number.',
    );
  }
}

function stageNamed(name: string, input: string): Stage {
  const stage = STAGES.find((known) => known.toLowerCase() === name.trim().toLowerCase());
  if (stage === undefined) {
    throw refused(
      `Input '${input}' names the stage '${name}'; the stages that hold a version in use are ${STAGES.join(' and ')}.`,
      'Write stage:Staging or stage:Production.',
    );
  }
  return stage;
}

function refused(what: string, fix: string): UserError {
  return new UserError('POINTER_REFUSED', { what, fix });
}
