import { UserError } from '../core/errors';
import type { ModelVersion } from '../mlflow/version';
import { readPlace, type Place } from '../places/place';
import { requirePointer } from '../registry/pointer';
import type { RegisteredModel } from '../registry/registered-model';
import type { Registry } from '../registry/registry';
import { readVersionNumber } from '../registry/version-number';
import type { Expected } from './decide';

/** The version that has to score. It is read once: who asks again later may get another one. */
interface ExpectedVersion {
  readonly version: ModelVersion;
  /** The place that was named, if any. */
  readonly place: Place | undefined;
}

export async function expectedVersion(
  text: string,
  model: RegisteredModel,
  registry: Registry,
): Promise<ExpectedVersion> {
  if (!/^(?:alias|stage):/i.test(text)) {
    const number = readVersionNumber(text.replace(/^version:/i, ''), 'expectedVersion');
    return { version: await model.version(number), place: undefined };
  }
  const place = readPlace(text, 'expectedVersion');
  requirePointer(place.pointer, registry.kind);
  const holder = await holderOf(place, model);
  if (holder === undefined) {
    throw new UserError('VERSION_NOT_FOUND', {
      what: `${place.text} of ${model.name} is nobody, so no version can score.`,
      fix: 'Promote a version first, or name one by its number.',
    });
  }
  return { version: holder, place };
}

/** What was expected, with who holds the place now. */
export async function versionAfter({ version, place }: ExpectedVersion, model: RegisteredModel): Promise<Expected> {
  const held = place === undefined ? undefined : await holderOf(place, model);
  return {
    version: String(version.number),
    place: place?.text,
    atEnd: held === undefined ? undefined : String(held.number),
  };
}

async function holderOf({ pointer, text }: Place, model: RegisteredModel): Promise<ModelVersion | undefined> {
  const reading = await model.pointer(pointer);
  if (reading.kind === 'absent') {
    return undefined;
  }
  const [version, ...others] = reading.versions;
  if (others.length > 0) {
    const numbers = reading.versions.map(({ number }) => number).join(', ');
    throw new UserError('VERSION_AMBIGUOUS', {
      what: `${text} of ${model.name} is held by the versions ${numbers}, so it does not say which one scores.`,
      fix: "Set 'expectedVersion' to the number of one version.",
    });
  }
  return version;
}
