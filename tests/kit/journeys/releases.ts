import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isJsonList, isJsonObject, scalarText, type Json, type JsonObject } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';
import { useTemporaryFolders } from '../temporary-folders';
import { answered, call } from '../workspace/stand-in';
import { useServer } from '../workspace/test-server';
import { git, newProject, type Edit } from './new-project';
import { pipelineRun, type PipelineRun } from './pipeline-run';

/** For journeys that are not about the sign-off. */
export const WITHOUT_SIGN_OFF: readonly Edit[] = ['release', 'retrain'].map((name) => [
  `azure-pipelines/${name}.yml`,
  'qaPipeline: main',
  'qaPipeline: main\n    qaRequired: false',
]);

const TRAINER = 'dev@example.com';
const PROMOTER = 'promoter@example.com';
const NEEDED = ['USE_CATALOG', 'USE_SCHEMA', 'SELECT', 'MODIFY', 'EXECUTE', 'MANAGE', 'APPLY_TAG'];

export interface Releases {
  readonly workspace: () => Workspace;
  /** The token of the connection that promotes. */
  readonly promoter: () => string;
  /** A project of that name, on a release branch. */
  readonly project: (name: string) => string;
}

/** A workspace for UAT and Prod as an administrator prepares it once, for all tests of a `describe`. */
export function useReleases(): Releases {
  const server = useServer();
  const newFolder = useTemporaryFolders();
  let prod: { readonly workspace: Workspace; readonly promoter: string } | undefined;
  const prepared = (): NonNullable<typeof prod> => {
    assert.ok(prod, 'the workspace is there from the first test on');
    return prod;
  };

  before(async () => {
    const workspace = server().addWorkspace();
    prod = { workspace, promoter: workspace.addToken({ userName: PROMOTER, kind: 'user' }) };
    const changes = [TRAINER, PROMOTER].map((principal) => ({ principal, add: NEEDED }));
    for (const catalog of ['uat', 'prod']) {
      await answered(workspace, 'POST /api/2.1/unity-catalog/schemas', { name: 'ml', catalog_name: catalog });
      await answered(workspace, `PATCH /api/2.1/unity-catalog/permissions/catalog/${catalog}`, { changes });
    }
  });

  return {
    workspace: () => prepared().workspace,
    promoter: () => prepared().promoter,
    project(name) {
      const { workspace, promoter } = prepared();
      const { host } = workspace;
      const connections = {
        'databricks-uat': workspace,
        'databricks-prod': workspace,
        'databricks-prod-promotion': { host, token: promoter },
      };
      const folder = newProject(join(newFolder(), name), name, connections);
      git(folder, 'checkout', '-q', '-b', 'release/1.0');
      return folder;
    },
  };
}

/** Runs a pipeline on the release branch. */
export function released(folder: string, ...words: readonly string[]): Promise<PipelineRun> {
  return pipelineRun(folder, 'azure-pipelines/release.yml', ...words);
}

/** A version as the registry has it. */
export interface Registered {
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** The versions of a model, by their numbers. */
export async function registered(at: Workspace, model: string): Promise<Readonly<Record<string, Registered>>> {
  const { body } = await call(at, `GET /api/2.1/unity-catalog/models/${model}/versions`);
  const versions = objectsIn(body['model_versions']).map(({ version }) => scalarText(version));
  const found = await Promise.all(
    versions.map(async (version) => [version, await versionOf(at, model, version)] as const),
  );
  return Object.fromEntries(found);
}

async function versionOf(at: Workspace, name: string, version: string): Promise<Registered> {
  const path = `GET /api/2.1/unity-catalog/models/${name}/versions/${version}`;
  const { aliases } = await answered(at, path, { include_aliases: true });
  // Only MLflow's own request tells the tags.
  const { model_version: known } = await answered(at, 'GET /api/2.0/mlflow/unity-catalog/model-versions/get', {
    name,
    version,
  });
  const tags = objectsIn(isJsonObject(known) ? known['tags'] : undefined);
  return {
    aliases: objectsIn(aliases).map((alias) => scalarText(alias['alias_name'])),
    tags: Object.fromEntries(tags.map(({ key, value }) => [scalarText(key), scalarText(value)])),
  };
}

/** Each version that holds an alias, as in `{ champion: '2' }`. */
export async function holders(at: Workspace, model: string): Promise<Readonly<Record<string, string>>> {
  const versions = Object.entries(await registered(at, model));
  return Object.fromEntries(versions.flatMap(([number, { aliases }]) => aliases.map((alias) => [alias, number])));
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter((item) => isJsonObject(item)) : [];
}
