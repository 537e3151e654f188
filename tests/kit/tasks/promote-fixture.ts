import { join } from 'node:path';
import { pointerText } from '../../../lib/registry/pointer';
import type { StepResult } from '../../../local/agent/job';
import { evidenceOf, putEvidence, storyOf, type Evidence, type Story } from '../places/evidence';
import { numbers, useRegistryFixtures, type RegistryFixture, type RegistryUnderTest } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { inPipeline, STAGING, type PipelineOptions, type StepOptions } from './pipeline';

type Inputs = Readonly<Record<string, string>>;
type Contracts = Readonly<Partial<Evidence>>;

export interface PromoteOptions extends StepOptions {
  readonly pipelineOptions?: Partial<PipelineOptions>;
}

/** A registry with a model in it, and the step that promotes its versions. */
export interface PromotionFixture extends RegistryFixture {
  readonly under: RegistryUnderTest;
  /** The champion's place as a user writes it. */
  readonly target: string;
  readonly evidence: string;
  readonly newFolder: () => string;
  /** What earlier steps say of the version, as it is now: better than the champion unless the changes say otherwise. */
  readonly proof: (version: number, champion?: number, changes?: Partial<Story>) => Promise<Evidence>;
  /** Puts that, or a part of it, into the folder, instead of what is there. */
  readonly puts: (contracts: Contracts, folder?: string) => void;
  /** The built step on its own agent. */
  readonly promote: (inputs: Inputs, options?: PromoteOptions) => Promise<StepResult>;
  readonly holders: () => Promise<readonly number[]>;
}

/** One server per file; each call opens a separate fixture with so many versions of the model. */
export function usePromotionFixtures(): (under: RegistryUnderTest, versions?: number) => Promise<PromotionFixture> {
  const open = useRegistryFixtures();
  const newFolder = useTemporaryFolders();

  return async (under, versions = 2) => {
    const registry = await open(under);
    for (let number = 1; number <= versions; number += 1) {
      await registry.addVersion({ files: 'none' });
    }
    return fixtureOf(under, registry, newFolder);
  };
}

function fixtureOf(under: RegistryUnderTest, registry: RegistryFixture, newFolder: () => string): PromotionFixture {
  const { endpoint, model } = registry;
  const evidence = newFolder();
  const target = pointerText(under.champion);
  const fixed = {
    modelName: under.modelName,
    target,
    evidence,
    ...(under.kind === 'mlflow' ? { trackingUri: endpoint.host } : {}),
  };
  // A server without credentials is asked with none; the agent would mask the word wherever it is said.
  const connection = under.kind === 'mlflow' ? { ...endpoint, token: 'dapi-unused' } : endpoint;
  return {
    ...registry,
    get requests() {
      return registry.requests;
    },
    under,
    target,
    evidence,
    newFolder,
    proof: async (version, champion, changes = {}) =>
      evidenceOf({ ...(await storyOf(registry, version, champion)), ...changes }),
    puts: (contracts, folder = evidence) => putEvidence(folder, contracts),
    promote: (inputs, { pipelineOptions, ...options } = {}) =>
      inPipeline({ workspace: connection, speed: 20, ...pipelineOptions }, (pipeline) =>
        pipeline.run(
          { ...fixed, ...inputs },
          { taskFolder: join(STAGING, 'MLflowPromoteModel'), name: 'promote', ...options },
        ),
      ),
    holders: async () => numbers(await model.pointer(under.champion)),
  };
}

/** Version 1 is champion since before there were receipts, and version 2 is proved better. */
export async function ready(fixture: PromotionFixture): Promise<PromotionFixture> {
  await fixture.model.movePointer({ pointer: fixture.under.champion, version: 1, others: 'archive' });
  fixture.puts(await fixture.proof(2, 1));
  return fixture;
}
