import { UserError } from '../core/errors';
import { allPages } from '../databricks/api/all-pages';
import type { Api } from '../databricks/api/api';
import { ApiError } from '../databricks/api/api-error';
import type { ApiRequest } from '../databricks/api/api-request';
import { numberOf, objectsOf, textOf } from '../databricks/wire/fields';
import type { CatalogModelsClient } from './catalog-models-client';
import { filesBelow, type FolderEntry, type ModelFile, type ModelFiles } from './model-files';
import { CATALOG_PERMISSIONS } from './model-permissions';
import { MlflowModelsClient, type Subject } from './models-client';
import type { ModelVersion } from './version';

export type DeploymentJob =
  | { readonly kind: 'connected'; readonly jobId: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/**
 * Undocumented requests of MLflow's client to Unity Catalog, each with the fallback if a workspace no longer
 * supports it: https://github.com/mlflow/mlflow/blob/master/mlflow/protos/databricks_uc_registry_messages.proto.
 */
export class UndocumentedCatalog {
  readonly #models: MlflowModelsClient;

  readonly #api: Api;
  readonly #documented: CatalogModelsClient;

  constructor(api: Api, documented: CatalogModelsClient) {
    this.#api = api;
    this.#documented = documented;
    const root = '/api/2.0/mlflow/unity-catalog';
    this.#models = new MlflowModelsClient({ api, root, permissions: CATALOG_PERMISSIONS });
  }

  /** No documented request returns tags of models. Without them, a tag that forbids a promotion would be missed. */
  tags(subject: Subject): Promise<ReadonlyMap<string, string>> {
    return this.#orRefusal(this.#models.tags(subject));
  }

  setTag(subject: Subject, key: string, value: string): Promise<void> {
    return this.#orRefusal(this.#models.setTag(subject, key, value));
  }

  deleteTag(subject: Subject, key: string): Promise<void> {
    return this.#orRefusal(this.#models.deleteTag(subject, key));
  }

  /** Without the search, only the versions of the expected model. */
  async versionsOfRun(runId: string, expectedModel: string): Promise<readonly ModelVersion[]> {
    return unlessGone(this.#models.versionsOfRun(runId), async () => {
      const versions = await this.#documented.versionsOf(expectedModel);
      return versions.filter((version) => version.runId === runId);
    });
  }

  async deploymentJob(model: string): Promise<DeploymentJob> {
    return unlessGone<DeploymentJob>(this.#connectedJob(model), () => Promise.resolve({ kind: 'unknown' }));
  }

  /** The Files API is documented, but not its folder `/Models`; without it, the files cannot be read. */
  files(model: string, version: number): ModelFiles {
    const top = `/Models/${model.replaceAll('.', '/')}/${version}`;
    const permission = CATALOG_PERMISSIONS.read(model);
    const reading = (path: string): ApiRequest => ({
      method: 'GET',
      path: `/api/2.0/fs/files${encodedPath(`${top}/${path}`)}`,
      doing: `Reading ${top}/${path}`,
      permission,
    });
    return {
      list: () => this.#list(top, permission),
      text: (path) => this.#api.text(reading(path)),
      receive: async (path, receiver) => {
        await this.#api.text({ ...reading(path), receiver });
      },
    };
  }

  async #list(top: string, permission: string): Promise<readonly ModelFile[]> {
    const files = await filesBelow(top, async (folder) => {
      const doing = `Listing ${folder}`;
      const path = `/api/2.0/fs/directories${encodedPath(folder)}`;
      const pages = await allPages(doing, (token) =>
        this.#api.call({ method: 'GET', path, query: { page_token: token }, doing, permission }),
      );
      return pages
        .flatMap((page) => objectsOf(page, 'contents'))
        .map((entry): FolderEntry => ({
          path: textOf(entry, 'path') ?? '',
          size: numberOf(entry, 'file_size') ?? 0,
          isFolder: entry['is_directory'] === true,
        }));
    });
    return files.map(({ path, size }) => ({ path: path.slice(top.length + 1), size }));
  }

  async #connectedJob(model: string): Promise<DeploymentJob> {
    const jobId = textOf(await this.#models.modelJson(model), 'deployment_job_id') ?? '';
    return jobId === '' ? { kind: 'none' } : { kind: 'connected', jobId };
  }

  async #orRefusal<T>(asked: Promise<T>): Promise<T> {
    return unlessGone(asked, (error) =>
      Promise.reject(
        new UserError('REGISTRY_LIMITED', {
          what: `${error.request.doing} failed: this workspace does not answer ${error.request.path}, the only way to read a model's tags in Unity Catalog.`,
          fix: 'Update the extension; if it is up to date, report the path, because Databricks has changed it.',
          cause: error,
        }),
      ),
    );
  }
}

async function unlessGone<T>(asked: Promise<T>, otherwise: (error: ApiError) => Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const isGone = error instanceof ApiError && (error.code === 'ENDPOINT_NOT_FOUND' || error.status === 501);
    if (isGone) {
      return otherwise(error);
    }
    throw error;
  }
}

function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
