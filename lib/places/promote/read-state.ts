import { metadataSha256 } from '../../evidence/metadata';
import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { Place } from '../place';
import { previousTag, readVersionText } from '../place-tags';
import { lastReceipt } from '../receipts/receipt-mark';
import type { CandidateFacts, RegistryState } from './facts';

/** The current state of the registry; nothing comes from an earlier step. */
export async function readRegistryState(
  model: RegisteredModel,
  place: Place,
  version: ModelVersion,
): Promise<RegistryState> {
  return { candidate: await readCandidate(model, version), ...(await readPlaceState(model, place)) };
}

export async function readCandidate(model: RegisteredModel, version: ModelVersion): Promise<CandidateFacts> {
  const { number, status, statusText, description } = version;
  const tags = await model.tags(number);
  return {
    number,
    status,
    statusText,
    digest: await model.digest(version),
    metadataSha256: metadataSha256({ description, tags }),
    tags,
  };
}

/** The current and known former holders of the place. */
export type PlaceState = Omit<RegistryState, 'candidate'>;

export async function readPlaceState(model: RegisteredModel, place: Place): Promise<PlaceState> {
  const tags = await model.tags();
  const receipt = lastReceipt(tags, place);
  const reading = await model.pointer(place.pointer);
  const holders: RegistryState['holders'][number][] = [];
  for (const holder of reading.kind === 'absent' ? [] : reading.versions) {
    holders.push({ number: holder.number, digest: await model.digest(holder) });
  }
  const isUnknown = holders.length === 0 && receipt === undefined && place.role === 'champion';
  return {
    holders,
    receipt,
    previous: readVersionText(tags.get(previousTag(place)) ?? ''),
    archived: isUnknown && place.pointer.type === 'stage' ? await lastArchived(model) : undefined,
  };
}

/** The archive does not say from which stage a version came; a closed-out version was never champion. */
async function lastArchived(model: RegisteredModel): Promise<number | undefined> {
  const archived = (await model.versions()).filter(({ stage }) => stage === 'Archived');
  for (const { number } of archived.toReversed()) {
    if (!(await model.tags(number)).has(VERSION_TAGS.closedOut)) {
      return number;
    }
  }
  return undefined;
}
