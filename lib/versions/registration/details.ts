import { UserError } from '../../core/errors';
import type { ModelVersion } from '../../mlflow/version';
import { requireDescription } from '../../registry/descriptions';
import type { RegistryKind } from '../../registry/kind';
import { legalTags } from '../../registry/legal-tags';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Tags } from './tags';

/** People's tags and description of a version. */
export interface Details {
  readonly tags: Tags;
  readonly description: string;
}

const SHOWN = 80;

/** Refuses what the registry cannot store, before a version exists. */
export function requirePossible({ tags, description }: Details, marks: Tags, kind: RegistryKind): void {
  requireDescription(description, kind);
  legalTags({ ...marks, ...tags }, kind);
}

/** Sets what is missing; never overwrites other values. Returns all tags of the version. */
export async function addDetails(
  { tags, description }: Details,
  version: ModelVersion,
  model: RegisteredModel,
): Promise<ReadonlyMap<string, string>> {
  const present = await model.tags(version.number);
  const missing = Object.entries(tags).filter(([key]) => !present.has(key));
  requireSame(
    [
      ...Object.entries(tags).map(([key, value]) => ({
        what: `tag '${key}'`,
        there: present.get(key) ?? value,
        value,
      })),
      { what: 'description', there: version.description || description, value: description || version.description },
    ],
    version,
  );
  if (missing.length > 0) {
    await model.setTags(Object.fromEntries(missing), version.number);
  }
  if (description !== version.description && description !== '') {
    await model.describe(description, version.number);
  }
  return new Map([...present, ...missing]);
}

interface Detail {
  readonly what: string;
  readonly there: string;
  readonly value: string;
}

function requireSame(details: readonly Detail[], { model, number }: ModelVersion): void {
  const different = details.filter(({ there, value }) => there !== value);
  if (different.length > 0) {
    const list = different.map(({ what, there, value }) => `${what} is '${cut(there)}' and not '${cut(value)}'`);
    throw new UserError('VERSION_DIFFERS', {
      what: `Version ${number} of ${model} was already registered from this source, with different details: ${list.join('; ')}.`,
      fix: 'Set the inputs to the existing text, or correct it on the page of the model; a task does not overwrite what others may rely on.',
    });
  }
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
