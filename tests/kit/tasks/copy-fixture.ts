import { join } from 'node:path';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { StepResult } from '../../../local/agent/job';
import { evidenceOf, putEvidence, storyOf, type Evidence, type Story } from '../places/evidence';
import { useRegistryFixtures, type RegistryFixture, type RegistryUnderTest } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { inPipeline, STAGING, type PipelineOptions, type StepOptions } from './pipeline';
import { SPEED } from './train-fixture';

const PROMOTE_MODEL = join(STAGING, 'MLflowPromoteModel');

/** As MLflow writes it for a model with a signature, without which Unity Catalog takes none. */
const SIGNED = `flavors:
  python_function: {loader_module: mlflow.pyfunc.model}
model_uuid: a1
signature:
  inputs: '[{"type": "double", "name": "calls", "required": true}]'
  outputs: '[{"type": "long", "required": true}]'
`;

type Inputs = Readonly<Record<string, string>>;

/** A registry with version 1 of a model, and another name to copy it to. */
export interface CopyFixture extends RegistryFixture {
  readonly target: RegisteredModel;
  readonly evidence: string;
  readonly copies: (inputs?: Inputs, options?: CopyOptions) => Promise<StepResult>;
  /** Leaves evidence about version 1 against a champion, of the target unless said otherwise. */
  readonly proves: (story?: Partial<Story>) => Promise<Evidence>;
  /** That a version of the model that is copied from was champion. */
  readonly storyOfChampion: (number: number) => Promise<Pick<Story, 'champion'>>;
  readonly copyNumbers: () => Promise<readonly number[]>;
  /** What the evidence folder does not prove. */
  readonly breaks: () => readonly string[];
}

export interface CopyOptions extends StepOptions {
  readonly pipelineOptions?: Partial<PipelineOptions>;
}

/** One server per file; each call opens a separate fixture. */
export function useCopyFixtures(): (under: RegistryUnderTest) => Promise<CopyFixture> {
  const open = useRegistryFixtures();
  const newFolder = useTemporaryFolders();

  return async (under) => {
    const fixture = await open(under);
    await fixture.addVersion({ mlModel: SIGNED });
    const evidence = newFolder();
    const targetName = otherName(under);
    const target = fixture.registry.model(targetName);
    const fixed = {
      modelName: under.modelName,
      modelVersion: '1',
      target: `copy:${targetName}`,
      evidence,
      ...(under.kind === 'mlflow' ? { trackingUri: fixture.registry.address } : {}),
    };
    return {
      ...fixture,
      get requests() {
        return fixture.requests;
      },
      target,
      evidence,
      copies: (inputs, { pipelineOptions, ...options } = {}) =>
        inPipeline({ workspace: fixture.endpoint, speed: SPEED, ...pipelineOptions }, (pipeline) =>
          pipeline.run({ ...fixed, ...inputs }, { taskFolder: PROMOTE_MODEL, name: 'copy', ...options }),
        ),
      async proves(story = {}) {
        const contracts = evidenceOf({ ...(await storyOf(fixture, 1)), ...story });
        putEvidence(evidence, contracts);
        return contracts;
      },
      storyOfChampion: async (number) => ({ champion: (await storyOf(fixture, 1, number)).champion }),
      copyNumbers: async () => ((await target.exists()) ? (await target.versions()).map(({ number }) => number) : []),
      breaks: () => {
        const { versions, breaks } = verifyEvidence(evidenceFiles(evidence), sha256Hex);
        return [...breaks, ...versions.flatMap((version) => version.breaks)].map(({ what }) => what);
      },
    };
  };
}

/** In Unity Catalog, in another catalog. */
export function otherName({ kind }: RegistryUnderTest): string {
  return kind === 'unityCatalog' ? 'prod.default.churn' : 'churn_released';
}
