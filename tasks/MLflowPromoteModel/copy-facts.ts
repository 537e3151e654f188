import type { ChainFinding } from '../../lib/contracts/chain';
import type { ModelVersion } from '../../lib/mlflow/version';
import { readChampionPlaces } from '../../lib/promotion/champion-places';
import type { CopyFacts, FoundCopy } from '../../lib/promotion/copy-decision';
import { copiesInto } from '../../lib/promotion/place';
import { readCandidate } from '../../lib/promotion/read-world';
import { promotionTag, receiptTag, VERSION_TAGS } from '../../lib/promotion/tags';
import type { ModelSource } from '../../lib/registration/model-source';
import { versionsOfSource } from '../../lib/registration/versions-of-source';
import type { RegisteredModel } from '../../lib/registry/registered-model';
import type { RegistryKind } from '../../lib/registry/kind';

export interface WantedCopy {
  readonly source: RegisteredModel;
  readonly version: ModelVersion;
  readonly target: RegisteredModel;
  readonly registry: RegistryKind;
  readonly wish: Omit<CopyFacts['wish'], 'model' | 'place'>;
}

/** Both models as they are now: nothing is remembered from an earlier step. */
export async function readCopyFacts(
  { source, version, target, registry, wish }: WantedCopy,
  evidence: ChainFinding,
  origin: ModelSource,
): Promise<CopyFacts> {
  const place = { text: copiesInto(target.name).text, role: 'champion' } as const;
  const champions = (model: RegisteredModel): ReturnType<typeof readChampionPlaces> =>
    wish.requireVerdict === 'none'
      ? Promise.resolve({ model: model.name, places: [] })
      : readChampionPlaces(model, registry);
  return {
    wish: { ...wish, model: source.name, place },
    world: { candidate: await readCandidate(source, version) },
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
