import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Compliance } from '../../../lib/contracts/contract';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import { COMMIT, mlModelText } from '../compliance/facts';
import { numbers, useRegistryFixtures, type RegistryFixture, type RegistryUnderTest } from '../registry/registries';
import { lookup, pickle } from '../serialization/pickle-bytes';
import { answered } from '../workspace/stand-in';
import { inPipeline, STAGING, type StepOptions } from './pipeline';
import { checkouts, projectIn, type Checkout } from './project-files';

type Inputs = Readonly<Record<string, string>>;
type Files = Readonly<Record<string, string | Buffer>>;

const MLFLOW = '/api/2.0/mlflow';
export const CARD = '## Purpose\nFinds customers who are about to leave.\n## Data\nOne row for each customer.';
const TAGS = {
  [VERSION_TAGS.commit]: COMMIT,
  [VERSION_TAGS.jobRunId]: '812',
  owner_group: 'growth',
  risk_tier: 'low',
  review_by: '2199-06-30',
  license: 'MIT',
  input_example: 'synthetic',
};

/** The files of a model that passes every check. */
export const GOOD_MODEL: Files = {
  'model.pkl': pickle(lookup('sklearn.tree._classes', 'DecisionTreeClassifier')),
  'requirements.txt': 'mlflow==3.17.2\nscikit-learn==1.9.1\n',
  'python_env.yaml': 'python: 3.12.3\n',
  'conda.yaml': 'channels:\n- conda-forge\n',
  'input_example.json': '{"columns": ["age"], "data": [[41]]}',
};

/** What a project asks for; no job runs unless the policy is given another way. */
export const POLICY = `compliance:
  requiredTags: { risk_tier: { oneOf: [low, high] } }
  requiredHeadings: [Purpose, Data]
  requiredMetrics: [average_precision]
  checks: { smoke_prediction: skip, owner: skip }`;

export interface CheckFixture extends RegistryFixture {
  readonly under: RegistryUnderTest;
  readonly evidence: string;
  /** A version that passes every check, but for these files, tags and description. */
  readonly addChecked: (changes?: {
    readonly files?: Files;
    /** Undefined for none at all. */
    readonly mlModel?: string | undefined;
    readonly tags?: Inputs;
    readonly description?: string;
  }) => Promise<number>;
  readonly check: (version: number, options?: CheckOptions) => Promise<StepResult>;
  /** Promotes on what the check has left. */
  readonly promote: (version: number, options?: CheckOptions & { readonly target?: string }) => Promise<StepResult>;
  readonly challengers: () => Promise<readonly number[]>;
}

export interface CheckOptions extends StepOptions {
  readonly policy?: string;
  readonly more?: Inputs;
  readonly variables?: Inputs;
  /** How much faster waits pass. */
  readonly speed?: number;
}

/** One server for a file; each call opens a registry of its own with the steps that check and promote. */
export function useCheckFixtures(): (under: RegistryUnderTest) => Promise<CheckFixture> {
  const open = useRegistryFixtures();
  const checkout = checkouts();
  const folders: string[] = [];
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  return async (under) => {
    const registry = await open(under);
    const evidence = mkdtempSync(join(tmpdir(), 'checked-'));
    folders.push(evidence);
    const step = stepOf({ under, registry, evidence, checkout });
    const challenger = under.kind === 'workspace' ? 'stage:Staging' : 'alias:challenger';
    return {
      ...registry,
      get requests() {
        return registry.requests;
      },
      under,
      evidence,
      addChecked: (changes = {}) => addChecked(registry, changes),
      check: (version, options) => step('MLflowCheckModel', { modelVersion: String(version) }, options),
      promote: (version, { target = challenger, ...options } = {}) =>
        step('MLflowPromoteModel', { modelVersion: String(version), target }, options),
      challengers: async () => {
        const name = challenger.split(':')[1] ?? '';
        const pointer =
          under.kind === 'workspace' ? { type: 'stage' as const, name } : { type: 'alias' as const, name };
        return numbers(await registry.model.pointer(pointer as Parameters<typeof registry.model.pointer>[0]));
      },
    };
  };
}

interface Setting {
  readonly under: RegistryUnderTest;
  readonly registry: RegistryFixture;
  readonly evidence: string;
  readonly checkout: (files: Inputs) => Checkout;
}

function stepOf({ under, registry, evidence, checkout }: Setting) {
  return async (task: string, inputs: Inputs, options: CheckOptions = {}): Promise<StepResult> => {
    const { policy = POLICY, more = {}, variables, speed = 20, ...step } = options;
    const files = { 'mlops.yml': projectIn({ under, address: registry.endpoint.host }, policy) };
    const setting = {
      workspace: under.kind === 'mlflow' ? { ...registry.endpoint, token: 'dapi-unused' } : registry.endpoint,
      speed,
      variables: {
        'Build.SourceVersion': COMMIT,
        'Build.SourceBranch': 'refs/heads/main',
        ...checkout(files).variables,
        ...variables,
      },
    };
    const fixed = {
      configFile: 'mlops.yml',
      environment: 'prod',
      evidence,
      ...(under.kind === 'workspace' ? { registry: under.kind } : {}),
    };
    return inPipeline(setting, (pipeline) =>
      pipeline.run({ ...fixed, ...inputs, ...more }, { taskFolder: join(STAGING, task), name: 'check', ...step }),
    );
  };
}

async function addChecked(
  { endpoint, model, addVersion }: RegistryFixture,
  { files = {}, tags = {}, description = CARD, ...others }: Parameters<CheckFixture['addChecked']>[0] & object,
): Promise<number> {
  const more = { ...GOOD_MODEL, ...files };
  const { mlModel } = { mlModel: mlModelText(), ...others };
  const { number, runId } = await addVersion(mlModel === undefined ? { files: 'no MLmodel', more } : { mlModel, more });
  const at = { run_id: runId };
  await answered(endpoint, `POST ${MLFLOW}/runs/log-metric`, {
    ...at,
    key: 'average_precision',
    value: 0.81,
    timestamp: 1,
  });
  await answered(endpoint, `POST ${MLFLOW}/runs/log-inputs`, {
    ...at,
    datasets: [
      {
        tags: [{ key: 'mlflow.data.context', value: 'training' }],
        dataset: { name: 'main.ml.customers', digest: 'd1', source_type: 'delta_table', source: '{}' },
      },
    ],
  });
  await answered(endpoint, `POST ${MLFLOW}/runs/update`, { ...at, status: 'FINISHED', end_time: 2 });
  await model.setTags({ ...TAGS, ...tags }, number);
  await model.describe(description, number);
  return number;
}

/** The contract that a step has left. */
export function complianceOf({ outputs }: StepResult): Compliance {
  const file = outputs['complianceFile'];
  assert.ok(file !== undefined && file !== '');
  return JSON.parse(readFileSync(file, 'utf8')) as Compliance;
}
