import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/repository/repository';
import { mlops } from '../command-line';

export interface RegistryOfProject {
  readonly registry: string;
  readonly words: readonly string[];
  readonly model: string;
  readonly places: readonly [challenger: string, champion: string];
}

const ALIASES = ['alias:challenger', 'alias:champion'] as const;
const UNITY_CATALOG: RegistryOfProject = {
  registry: 'unityCatalog',
  words: [],
  model: 'prod.ml.retention',
  places: ALIASES,
};
const WORKSPACE: RegistryOfProject = {
  registry: 'workspace',
  words: [],
  model: 'retention_prod',
  places: ['stage:Staging', 'stage:Production'],
};
const MLFLOW: RegistryOfProject = {
  registry: 'mlflow',
  words: ['--tracking-uri', 'https://mlflow.example.com'],
  model: 'retention_prod',
  places: ALIASES,
};

/** Each size, on two registries. */
export const SIZES_AND_REGISTRIES = [
  { of: UNITY_CATALOG, size: 'whole' },
  { of: MLFLOW, size: 'minimal' },
] as const;

/** Their other combinations. */
export const OTHER_SIZES = [
  { of: UNITY_CATALOG, size: 'minimal' },
  { of: WORKSPACE, size: 'whole' },
  { of: WORKSPACE, size: 'minimal' },
  { of: MLFLOW, size: 'whole' },
] as const;

/** What `mlops init` writes for a registry fits together: configuration, pipelines and what the plan shows. */
export function assertInitialized(
  folder: string,
  { registry, words, model, places }: RegistryOfProject,
  size: 'whole' | 'minimal',
): void {
  const isWhole = size === 'whole';
  const own = ['--name=retention', '--registry', registry, ...words, ...(isWhole ? [] : ['--minimal'])];
  const { exitCode, stderr } = mlops('init', folder, ...own);
  assert.equal(exitCode, 0, stderr);
  const shown = mlops('config', join(folder, 'databricks-ml/mlops.yml'), '--environment', 'prod', '--json');
  assert.equal(shown.exitCode, 0, shown.stderr);
  const { configuration } = (JSON.parse(shown.stdout) as Shown).environments.prod;
  const { challenger, champion } = configuration.model;
  assert.deepEqual([configuration.modelName, [challenger, champion]], [model, places]);
  assert.equal(configuration.data.training.table, 'prod.ml.customers');
  assert.equal(existsSync(join(folder, 'databricks-ml/app')), isWhole);

  const templates = ['--repository', `templates=${join(root, 'pipeline-templates')}`];
  const release = join(folder, 'azure-pipelines/release.yml');
  const validated = mlops('validate', release, ...templates);
  assert.equal(validated.exitCode, 0, validated.stdout + validated.stderr);
  const tested = mlops('plan', join(folder, 'azure-pipelines/pull-request.yml'), ...templates, '--branch', 'main');
  assert.equal(tested.exitCode, 0, tested.stdout + tested.stderr);
  assert.equal(/DatabricksRunTests@1/.test(tested.stdout), isWhole, tested.stdout);
  const plan = mlops('plan', release, ...templates);
  assert.match(plan.stdout, new RegExp(`Move ${places[0]}`), plan.stdout);
  assert.equal(/DatabricksBatchScore@1/.test(plan.stdout), isWhole, plan.stdout);
}

interface Shown {
  readonly environments: {
    readonly prod: {
      readonly configuration: {
        readonly modelName: string;
        readonly model: { readonly challenger: string; readonly champion: string };
        readonly data: { readonly training: { readonly table: string } };
      };
    };
  };
}
