import { UserError } from '../../core/errors';
import type { RegisteredModel } from '../../registry/registered-model';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { TaskHost } from '../../task/host';
import { readPlaceBack } from '../holders';
import type { Place } from '../place';

/** A version that leaves the place of challengers, and why. */
export interface CloseOut {
  readonly model: RegisteredModel;
  readonly version: number;
  readonly place: Place;
  readonly why: string;
}

/** The changes, in order: the tag comes first, so that an interruption leaves a challenger that says what it is. */
export function closeOutSteps({ model, version, place, why }: CloseOut): readonly string[] {
  const leaves =
    place.pointer.type === 'stage'
      ? `Archive version ${version} of ${model.name}, if it is in ${place.text}`
      : `Take ${place.text} from version ${version} of ${model.name}, if it has it`;
  return [`Set ${VERSION_TAGS.closedOut} = ${why} on version ${version} of ${model.name}`, leaves];
}

/** Each step finds what an earlier attempt did; a place that another version holds is left alone. */
export async function carryOutCloseOut({ model, version, place, why }: CloseOut, host: TaskHost): Promise<void> {
  host.signal.throwIfAborted();
  if ((await model.tags(version)).get(VERSION_TAGS.closedOut) === undefined) {
    await model.setTags({ [VERSION_TAGS.closedOut]: why }, version);
  }
  host.signal.throwIfAborted();
  const cleared = await model.clearPointer({ pointer: place.pointer, version });
  const { isOurs } = await readPlaceBack({ model, place }, (holders) => !holders.includes(version), host);
  if (!isOurs) {
    throw new UserError('WRITE_NOT_KEPT', {
      what: `Version ${version} of ${model.name} was taken out of ${place.text}, and the registry still shows it there.`,
      fix: 'Re-run this stage; if it happens again, something else keeps putting it there.',
    });
  }
  host.log.info(
    cleared === 'cleared'
      ? `Version ${version} of ${model.name} is closed out and no longer at ${place.text}: ${why}`
      : `Version ${version} of ${model.name} is closed out: ${why}`,
  );
}
