import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isJsonList, isJsonObject, scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';
import { useTemporaryFolders } from '../temporary-folders';
import { answered, call } from '../workspace/stand-in';
import { useServer } from '../workspace/test-server';
import { newProject } from './new-project';
import { pipelineRun, type PipelineRun } from './pipeline-run';

export type Catalog = 'dev' | 'uat';

export interface PullRequests {
  readonly workspace: (catalog: Catalog) => Workspace;
  /** A project of that name whose pipelines use these workspaces. */
  readonly project: (name: string) => string;
  /** Runs its pipeline for pull requests, at the commit that is checked out. */
  readonly run: (folder: string, number?: string, ...words: readonly string[]) => Promise<PipelineRun>;
}

/** Workspaces of Dev and UAT as an administrator prepares them once, for all tests of a `describe`. */
export function usePullRequests(): PullRequests {
  const server = useServer();
  const newFolder = useTemporaryFolders();
  let workspaces: Readonly<Record<Catalog, Workspace>> | undefined;
  const workspace = (catalog: Catalog): Workspace => {
    assert.ok(workspaces, 'the workspaces are there from the first test on');
    return workspaces[catalog];
  };

  before(async () => {
    workspaces = { dev: server().addWorkspace(), uat: server().addWorkspace() };
    await prepare(workspaces.dev, 'dev');
    await prepare(workspaces.uat, 'uat');
  });

  return {
    workspace,
    project: (name) =>
      newProject(join(newFolder(), name), name, {
        'databricks-dev': workspace('dev'),
        'databricks-uat': workspace('uat'),
      }),
    run: (folder, number = '12', ...words) =>
      pipelineRun(folder, 'azure-pipelines/pull-request.yml', `--pull-request=${number}`, ...words),
  };
}

async function prepare(at: Workspace, catalog: Catalog): Promise<void> {
  const { userName } = await answered(at, 'GET /api/2.0/preview/scim/v2/Me');
  for (const name of ['ml', 'ml_pr']) {
    await answered(at, 'POST /api/2.1/unity-catalog/schemas', { name, catalog_name: catalog });
  }
  const changes = [{ principal: userName ?? '', add: ['USE_CATALOG'] }];
  await answered(at, `PATCH /api/2.1/unity-catalog/permissions/catalog/${catalog}`, { changes });
}

/** Versions of a model, by their numbers; none if there is no such model. */
export async function versionsOf(at: Workspace, model: string): Promise<readonly JsonObject[]> {
  const { body } = await call(at, `GET /api/2.1/unity-catalog/models/${model}/versions`);
  return objectsIn(body, 'model_versions');
}

/** Tags of a version. */
export async function tagsOf(at: Workspace, model: string, version: string): Promise<Readonly<Record<string, string>>> {
  const path = '/api/2.0/mlflow/unity-catalog/model-versions/get';
  const { model_version: found } = await answered(at, `GET ${path}`, { name: model, version });
  assert.ok(isJsonObject(found));
  return Object.fromEntries(objectsIn(found, 'tags').map(({ key, value }) => [scalarText(key), scalarText(value)]));
}

/** Names of what is in a schema. */
export async function tablesOf(at: Workspace, catalog: string, schema: string): Promise<readonly string[]> {
  const fields = { catalog_name: catalog, schema_name: schema };
  const { body } = await call(at, 'GET /api/2.1/unity-catalog/tables', fields);
  return objectsIn(body, 'tables').map(({ name }) => scalarText(name));
}

function objectsIn(body: JsonObject, name: string): readonly JsonObject[] {
  const found = body[name] ?? [];
  assert.ok(isJsonList(found));
  return found.filter((item) => isJsonObject(item));
}
