import { join } from 'node:path';
import { sha256Hex } from '../../../lib/core/node/hash';
import { readPlace, type Place } from '../../../lib/places/place';
import { previousTag, receiptTag } from '../../../lib/places/place-tags';
import { pointerText } from '../../../lib/registry/pointer';
import type { StepResult } from '../../../local/agent/job';
import { numbers, registerVersion, SIGNED_ML_MODEL, type RegistryUnderTest } from '../registry/registries';
import type { Endpoint } from '../workspace/stand-in';
import { inPipeline, STAGING } from './pipeline';
import { useTrainingFixtures, type TrainingFixture, type TrainOptions } from './train-fixture';

const ROLLBACK_MODEL = join(STAGING, 'MLflowRollbackModel');

/** Version 2 took the champion's place from version 1, and a receipt says so. */
export interface RollbackFixture extends TrainingFixture {
  readonly place: Place;
  readonly endpoint: Endpoint;
  readonly rollBack: (inputs?: Readonly<Record<string, string>>, options?: TrainOptions) => Promise<StepResult>;
  readonly holders: () => Promise<readonly number[]>;
}

/** One server per file; each call opens a separate fixture. */
export function useRollbackFixtures(): (under: RegistryUnderTest) => Promise<RollbackFixture> {
  const open = useTrainingFixtures();
  return async (under) => {
    const fixture = await open(under);
    const { model, modelName, registry, evidence, workspace } = fixture;
    const endpoint = { host: registry.address, token: workspace.token };
    const place = readPlace(pointerText(under.champion), 'target');
    await model.create('who leaves');
    await registerVersion(under, endpoint, { mlModel: SIGNED_ML_MODEL });
    await registerVersion(under, endpoint, { mlModel: SIGNED_ML_MODEL });
    await model.movePointer({ pointer: place.pointer, version: 2, others: 'archive' });
    await model.setTags({ [receiptTag(place)]: `${sha256Hex('a promotion')} v2`, [previousTag(place)]: '1' });

    const at = under.kind === 'mlflow' ? { trackingUri: registry.address } : {};
    const fixed = { modelName, evidence, target: place.text, reason: 'scores drift', ...at };
    return {
      ...fixture,
      place,
      endpoint,
      rollBack: (inputs, { pipelineOptions, ...options } = {}) =>
        inPipeline({ workspace, speed: 20, ...pipelineOptions }, (pipeline) =>
          pipeline.run({ ...fixed, ...inputs }, { taskFolder: ROLLBACK_MODEL, name: 'rollback', ...options }),
        ),
      holders: async () => numbers(await model.pointer(place.pointer)),
    };
  };
}
