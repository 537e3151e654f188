import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../../../lib/contracts/contract';
import { readPlace } from '../../../lib/places/place';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { StepResult } from '../../../local/agent/job';
import type { Workspace } from '../../../local/workspace/workspace';
import { IN_WORKSPACE_REGISTRY, prepare } from '../comparison/evaluated-models';
import { COMMIT } from '../compliance/facts';
import { numbers, REGISTRIES, registryAt } from '../registry/registries';
import { useTemporaryFolders } from '../temporary-folders';
import { VirtualClock } from '../virtual-clock';
import { useWorkspaceServer } from '../workspace/stand-in';
import { inPipeline, STAGING, type PipelineOptions, type StepOptions } from './pipeline';
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
  /** The whole mlops.yml, in which `rule` says nothing. */
  readonly project?: string;
  readonly rule?: string;
  /** The place of the champion, instead of the usual one. */
  readonly place?: string;
  readonly more?: Inputs;
  readonly variables?: Inputs;
  /** Instead of that of the fixture. */
  readonly evidence?: string;
  /** Another way to the workspace. */
  readonly connection?: Pick<PipelineOptions, 'workspace' | 'machine' | 'endpoint'>;
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
export function useCompareFixture(name: string, source: string, under = UNITY_CATALOG): () => CompareFixture {
  const isCatalog = under.kind === 'unityCatalog';
  const addWorkspace = useWorkspaceServer();
  const newFolder = useTemporaryFolders();
  const checkout = checkouts();
  let fixture: CompareFixture;
  before(async () => {
    const workspace = addWorkspace();
    await prepare(workspace, isCatalog ? source : `${IN_WORKSPACE_REGISTRY}${source}`);
    const waiting = { clock: new VirtualClock(), signal: new AbortController().signal };
    const model = registryAt(under, workspace, waiting).model(isCatalog ? `main.ml.${name}` : name);
    const evidence = newFolder();
    // A step of the same name would attach to the run of one that has just ended.
    let steps = 0;
    const step = (task: string, inputs: Inputs, options: CompareOptions = {}): Promise<StepResult> => {
      const {
        rule = RULE,
        place = isCatalog ? 'alias:champion' : 'stage:Production',
        more = {},
        variables,
        evidence: folder = evidence,
        connection,
        project,
        ...others
      } = options;
      const files = {
        'mlops.yml': project ?? projectText(model.name, rule, place),
      };
      return inPipeline(
        {
          workspace,
          ...connection,
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

function projectText(modelName: string, rule: string, champion: string): string {
  const checks = SKIPPED.map((check) => `${check}: skip`).join(', ');
  return `version: 1
model: { problem: binary, champion: "${champion}" }
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
