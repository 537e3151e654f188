import assert from 'node:assert/strict';
import { sha256Hex } from '../../../lib/core/node/hash';
import { readPlace, type Place } from '../../../lib/places/place';
import { previousTag, promotionTag, receiptTag, receiptText } from '../../../lib/places/place-tags';
import { pointerText } from '../../../lib/registry/pointer';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { numbers, registryAt, useRegistryFixtures, type RegistryUnderTest } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { VirtualClock } from '../virtual-clock';
import { answered, type Endpoint } from '../workspace/stand-in';
import { evidenceOf, NOT_BETTER, putEvidence, storyOf, type Evidence, type Story } from './evidence';
import { openRememberedRegistry, type RealRegistry, type RememberedRegistry } from './remembered-registry';

/** It is in the folder of the run that promoted the champion. */
export const CHAMPION_RECEIPT = sha256Hex('the receipt of the champion');

/** Who holds the place in the beginning. */
export type InitialHolder = 'a champion' | 'nobody';

/** Version 2 and version 3 were each proved better than version 1, or each be the first model. */
export interface PromotionRunFixture {
  readonly under: RegistryUnderTest;
  readonly place: Place;
  readonly endpoint: Endpoint;
  /** The registry as people see it, through the same endpoint. */
  readonly model: RegisteredModel;
  readonly holder: number | undefined;
  /** Starts again, and returns a folder with the evidence of both versions. */
  readonly begin: () => { readonly ours: string; readonly theirs: string };
  /** The same for version 2, which was found no better than version 1. */
  readonly beginNotBetter: () => string;
  readonly holders: () => Promise<readonly number[]>;
}

export function usePromotionRunFixtures(): (
  under: RegistryUnderTest,
  beginning: InitialHolder,
) => Promise<PromotionRunFixture> {
  const open = useRegistryFixtures();
  const opened: RememberedRegistry[] = [];
  const newFolder = useTemporaryFolders();
  after(() => Promise.all(opened.map((registry) => registry.close())));

  return async (under, beginning) => {
    const fixture = await open(under);
    for (let number = 1; number <= 3; number += 1) {
      await fixture.addVersion({ files: 'none' });
    }
    const place = readPlace(pointerText(under.champion), 'target');
    const holder = beginning === 'nobody' ? undefined : 1;
    const real: RealRegistry = {
      host: fixture.endpoint.host,
      restore: () => restore({ under, place, model: fixture.model, endpoint: fixture.endpoint, holder }),
    };
    await real.restore();
    const remembered = await openRememberedRegistry(real);
    opened.push(remembered);
    const endpoint = { host: remembered.host, token: fixture.endpoint.token };
    const waiting = { clock: new VirtualClock(), signal: new AbortController().signal };
    const registry = registryAt(under, endpoint, waiting);
    const model = registry.model(under.modelName);
    const proof = async (version: number, changes: Partial<Story> = {}): Promise<Evidence> =>
      evidenceOf({ ...(await storyOf({ registry, model }, version, holder)), ...changes });
    const proofs = { ours: await proof(2), theirs: await proof(3) };
    // Only a champion can be better.
    const notBetter = holder === undefined ? undefined : await proof(2, { comparison: NOT_BETTER });
    const folders = { ours: newFolder(), theirs: newFolder() };
    return {
      under,
      place,
      endpoint,
      model,
      holder,
      begin() {
        remembered.begin();
        putEvidence(folders.ours, proofs.ours);
        putEvidence(folders.theirs, proofs.theirs);
        return folders;
      },
      beginNotBetter() {
        assert.ok(notBetter, 'nobody is champion');
        remembered.begin();
        putEvidence(folders.ours, notBetter);
        return folders.ours;
      },
      holders: async () => numbers(await model.pointer(place.pointer)),
    };
  };
}

interface Restored {
  readonly under: RegistryUnderTest;
  readonly place: Place;
  readonly model: RegisteredModel;
  readonly endpoint: Endpoint;
  readonly holder: number | undefined;
}

/** Takes back everything that promotions of the versions 2 and 3 have changed. */
export async function restore({ under, place, model, endpoint, holder }: Restored): Promise<void> {
  const { pointer } = place;
  if (pointer.type === 'stage') {
    for (const { number, stage } of await model.versions()) {
      const wanted = number === holder ? pointer.name : 'None';
      if (stage !== wanted) {
        await transition(under, endpoint, { name: model.name, version: String(number), stage: wanted });
      }
    }
  } else if (holder === undefined) {
    for (const version of numbers(await model.pointer(pointer))) {
      await model.clearPointer({ pointer, version });
    }
  } else {
    await model.movePointer({ pointer, version: holder, others: 'archive' });
  }
  await clear(model, [receiptTag(place), previousTag(place)]);
  for (const version of [2, 3]) {
    await clear(model, [VERSION_TAGS.compliance, VERSION_TAGS.comparison, promotionTag(place)], version);
  }
  if (holder !== undefined) {
    const mark = { sha256: CHAMPION_RECEIPT, version: holder };
    await model.setTags({ [receiptTag(place)]: receiptText(mark) });
  }
}

async function clear(model: RegisteredModel, keys: readonly string[], version?: number): Promise<void> {
  const present = await model.tags(version);
  for (const key of keys.filter((one) => present.has(one))) {
    await model.deleteTag(key, version);
  }
}

async function transition(
  { moving }: RegistryUnderTest,
  endpoint: Endpoint,
  fields: { readonly name: string; readonly version: string; readonly stage: string },
): Promise<void> {
  await answered(endpoint, `POST ${String(moving.path)}`, { ...fields, archive_existing_versions: false });
}
