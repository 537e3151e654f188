import type { ChainFinding } from '../../contracts/chain';
import type { ModelVersion } from '../../mlflow/version';
import type { RegistryKind } from '../../registry/kind';
import type { RegisteredModel } from '../../registry/registered-model';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { ModelSource } from '../../versions/registration/model-source';
import { versionsOfSource } from '../../versions/registration/versions-of-source';
import { readChampionPlaces } from '../champion/champion-places';
import { copiesInto } from '../place';
import { promotionTag, receiptTag } from '../place-tags';
import { readCandidate } from '../promote/read-state';
import type { CopyFacts, FoundCopy } from './facts';

export interface WantedCopy {
  readonly source: RegisteredModel;
  readonly version: ModelVersion;
  readonly target: RegisteredModel;
  readonly registry: RegistryKind;
  readonly request: Omit<CopyFacts['request'], 'model' | 'place'>;
}

/** The current state of both models; nothing comes from an earlier step. */
export async function readCopyFacts(
  { source, version, target, registry, request }: WantedCopy,
  evidence: ChainFinding,
  origin: ModelSource,
): Promise<CopyFacts> {
  const place = { text: copiesInto(target.name).text, role: 'champion' } as const;
  const champions = (model: RegisteredModel): ReturnType<typeof readChampionPlaces> =>
    request.requireVerdict === 'none'
      ? Promise.resolve({ model: model.name, places: [] })
      : readChampionPlaces(model, registry);
  return {
    request: { ...request, model: source.name, place },
    state: { candidate: await readCandidate(source, version) },
    evidence,
    champions: { source: await champions(source), target: await champions(target) },
    found: await foundCopy(target, origin),
  };
}

async function foundCopy(target: RegisteredModel, origin: ModelSource): Promise<FoundCopy | undefined> {
  const found = (await versionsOfSource(target, origin)).find(({ status }) => status !== 'FAILED');
  if (found === undefined) {
    return undefined;
  }
  const tags = await target.tags(found.number);
  const place = copiesInto(target.name);
  return {
    number: found.number,
    isRecorded: tags.has(receiptTag(place)),
    planId: tags.get(promotionTag(place)),
    comparison: tags.get(VERSION_TAGS.comparison),
  };
}
