import { rmSync } from 'node:fs';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { readPlace, type Place } from '../../../lib/places/place';
import { previousTag, receiptTag, rollbackTag } from '../../../lib/places/place-tags';
import { pointerText } from '../../../lib/registry/pointer';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { MLflowRollbackModel } from '../../../tasks/MLflowRollbackModel/definition';
import { rollBackModel } from '../../../tasks/MLflowRollbackModel/run';
import { inputsOf } from '../inputs';
import { RecordingHost } from '../recording-host';
import { numbers, useRegistryFixtures, type RegistryFixture, type RegistryUnderTest } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { workspaceClient } from '../workspace/client';

type Clients = Parameters<typeof rollBackModel>[1];
type Inputs = Parameters<typeof rollBackModel>[0];

/** Version 2 took the place from version 1, and a receipt says so. */
export interface RollbackRunFixture {
  readonly registryFixture: RegistryFixture;
  readonly place: Place;
  readonly host: RecordingHost;
  readonly inputs: Inputs;
  readonly run: (changed?: Partial<Inputs>, host?: RecordingHost) => ReturnType<typeof rollBackModel>;
  readonly clientsFor: (host: RecordingHost) => Clients;
  readonly newHost: () => RecordingHost;
  /** Puts the place back to where the fixture begins. */
  readonly reset: () => Promise<void>;
  readonly holders: () => Promise<readonly number[]>;
  /** What the evidence folder does not prove. */
  readonly breaks: () => readonly string[];
}

export const FIRST_RECEIPT = sha256Hex('the receipt of the promotion');

export function useRollbackRunFixtures(): (
  under: RegistryUnderTest,
  files?: readonly string[],
) => Promise<RollbackRunFixture> {
  const open = useRegistryFixtures();
  const newFolder = useTemporaryFolders();

  return async (under, mlModels) => {
    const registryFixture = await open(under);
    for (const at of [0, 1]) {
      const mlModel = mlModels?.[at];
      await registryFixture.addVersion(mlModel === undefined ? { files: 'none' } : { mlModel });
    }
    return fixtureOf(under, registryFixture, newFolder());
  };
}

async function fixtureOf(
  under: RegistryUnderTest,
  registryFixture: RegistryFixture,
  folder: string,
): Promise<RollbackRunFixture> {
  const { model, clock, registry } = registryFixture;
  const place = readPlace(pointerText(under.champion), 'target');
  const newHost = (): RecordingHost => new RecordingHost({ clock, folder });
  const host = newHost();
  const inputs = inputsOf(MLflowRollbackModel, {
    connection: 'databricks-dev',
    modelName: under.modelName,
    target: place.text,
    reason: 'scores drift',
  });
  const clientsFor = (as: RecordingHost): Clients => ({
    host: as,
    registry,
    workspace: workspaceClient(registryFixture.endpoint, as),
  });
  async function promote(): Promise<void> {
    await model.movePointer({ pointer: place.pointer, version: 2, others: 'archive' });
    await model.setTags({ [receiptTag(place)]: `${FIRST_RECEIPT} v2`, [previousTag(place)]: '1' });
  }
  await promote();
  return {
    registryFixture,
    place,
    host,
    inputs,
    newHost,
    clientsFor,
    run: (changed = {}, as = host) => rollBackModel({ ...inputs, ...changed }, clientsFor(as)),
    async reset() {
      rmSync(folder, { recursive: true, force: true });
      await model.deleteTag(VERSION_TAGS.rolledBack, 2);
      await model.deleteTag(rollbackTag(place));
      await promote();
    },
    holders: async () => numbers(await model.pointer(place.pointer)),
    breaks: () => {
      const { breaks, versions } = verifyEvidence(evidenceFiles(folder), sha256Hex);
      // The receipt of the promotion is in the folder of the run that promoted.
      const isElsewhere = `follows the receipt ${FIRST_RECEIPT.slice(0, 12)} of ${place.text}, which the run before it wrote`;
      return [...breaks, ...versions.flatMap((one) => one.breaks)]
        .map(({ what }) => what)
        .filter((what) => !what.includes(isElsewhere));
    },
  };
}
