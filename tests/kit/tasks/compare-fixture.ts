import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../../../lib/contracts/contract';
import { readPlace } from '../../../lib/places/place';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { prepare } from '../comparison/evaluated-models';
import { COMMIT } from '../compliance/facts';
import { numbers, REGISTRIES, registryAt } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { VirtualClock } from '../virtual-clock';
import { useWorkspaceServer } from '../workspace/stand-in';
import { inPipeline, STAGING, type StepOptions } from './pipeline';
import { checkouts } from './project-files';

type Inputs = Readonly<Record<string, string>>;

const UNITY_CATALOG = REGISTRIES[0];
const SKIPPED = [
  'signature',
  'input_example',
  'description',
  'required_tags',
  'owner',
  'review_date',
  'commit',
  'trained_by_job',
  'training_data',
  'evaluation_data',
  'metrics',
  'features',
  'pinned_requirements',
  'python_version',
  'license',
  'conda_channels',
  'size',
  'contained_paths',
  'custom_code',
  'pickle',
  'secrets',
  'smoke_prediction',
  'custom',
];

/** More average precision decides, and the Brier score must not suffer. */
export const RULE = `  primary: { metric: average_precision, minimumGain: 0, maximumLoss: 0.05 }
  guardrails: [{ metric: brier_score, maximumLoss: 0.05 }]
  slices: [{ column: region, minimumRows: 100 }]`;

export interface CompareOptions extends StepOptions {
  readonly rule?: string;
  readonly more?: Inputs;
  readonly variables?: Inputs;
  /** Instead of that of the fixture. */
  readonly evidence?: string;
}

/** A workspace with real models and rows, and the steps of a release. */
export interface CompareFixture {
  readonly workspace: Workspace;
  readonly model: RegisteredModel;
  readonly evidence: string;
  readonly newFolder: () => string;
  readonly check: (version: number, options?: CompareOptions) => Promise<StepResult>;
  readonly compare: (version: number, options?: CompareOptions) => Promise<StepResult>;
  readonly promote: (version: number, target: string, options?: CompareOptions) => Promise<StepResult>;
  readonly holders: (place: string) => Promise<readonly number[]>;
}

/** The versions are registered by Python next to the rows, before the first test. */
export function useCompareFixture(name: string, source: string): () => CompareFixture {
  const addWorkspace = useWorkspaceServer();
  const newFolder = useTemporaryFolders();
  const checkout = checkouts();
  let fixture: CompareFixture;
  before(async () => {
    const workspace = addWorkspace();
    await prepare(workspace, source);
    const waiting = { clock: new VirtualClock(), signal: new AbortController().signal };
    const model = registryAt(UNITY_CATALOG, workspace, waiting).model(`main.ml.${name}`);
    const evidence = newFolder();
    // A step of the same name would attach to the run of one that has just ended.
    let steps = 0;
    const step = (task: string, inputs: Inputs, options: CompareOptions = {}): Promise<StepResult> => {
      const { rule = RULE, more = {}, variables, evidence: folder = evidence, ...others } = options;
      const files = { 'mlops.yml': projectText(model.name, rule) };
      return inPipeline(
        {
          workspace,
          speed: 20,
          variables: {
            'Build.SourceVersion': COMMIT,
            'Build.SourceBranch': 'refs/heads/main',
            ...checkout(files).variables,
            ...variables,
          },
        },
        async (pipeline) => {
          const ended = await pipeline.run(
            { configFile: 'mlops.yml', environment: 'prod', evidence: folder, ...inputs, ...more },
            { taskFolder: join(STAGING, task), name: `step${(steps += 1)}`, ...others },
          );
          await pipeline.job.finish();
          return ended;
        },
      );
    };
    fixture = {
      workspace,
      model,
      evidence,
      newFolder,
      check: (version, options) => step('MLflowCheckModel', { modelVersion: String(version) }, options),
      compare: (version, options) => step('MLflowCompareModels', { modelVersion: String(version) }, options),
      promote: (version, target, options) =>
        step('MLflowPromoteModel', { modelVersion: String(version), target }, options),
      holders: async (place) => numbers(await model.pointer(readPlace(place, 'target').pointer)),
    };
  });
  return () => fixture;
}

export function comparisonOf({ outputs }: StepResult): Comparison {
  return JSON.parse(readFileSync(outputs['comparisonFile'] ?? '', 'utf8')) as Comparison;
}

function projectText(modelName: string, rule: string): string {
  const checks = SKIPPED.map((check) => `${check}: skip`).join(', ');
  return `version: 1
model: { problem: binary }
data:
  training: { table: main.ml.customers }
  evaluation: { table: main.ml.holdout, label: churned, key: customer_id }
comparison:
  prediction: predict_proba
${rule}
compliance: { checks: { ${checks} } }
promotion: { adopted: allow }
environments:
  prod: { modelName: ${modelName} }
`;
}
