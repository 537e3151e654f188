import { allPages } from '../databricks/api/all-pages';
import type { Api, ApiOptions } from '../databricks/api/api';
import { numberOf, objectsOf, textOf } from '../databricks/wire/fields';
import type { Receiver } from '../http/message';
import { filesBelow, type ModelFiles } from './model-files';
import { WORKSPACE_PERMISSIONS } from './model-permissions';
import { signedText } from './signed-text';

export interface WorkspaceFilesAccess {
  readonly api: Api;
  /** For signed URLs, which must never get the credentials of the workspace. */
  readonly withoutCredentials: Omit<ApiOptions, 'host'>;
}

const ROOT = '/api/2.0/mlflow/model-versions';

/** The files of a version in the workspace registry, by two undocumented calls of MLflow's client. */
export function workspaceModelFiles(access: WorkspaceFilesAccess, model: string, version: number): ModelFiles {
  const { api, withoutCredentials } = access;
  const named = { name: model, version: String(version) };
  const permission = WORKSPACE_PERMISSIONS.read(model);
  const signed = async (path: string, receiver?: Receiver): Promise<string> => {
    const doing = `Reading ${path} of version ${version} of ${model}`;
    const query = { ...named, path };
    const json = await api.call({ method: 'GET', path: `${ROOT}/get-signed-download-uri`, query, doing, permission });
    return signedText(json, { doing, ...(receiver === undefined ? {} : { receiver }) }, withoutCredentials);
  };
  return {
    list: () =>
      filesBelow('', async (folder) => {
        const doing = `Listing the files of version ${version} of ${model}`;
        const path = `${ROOT}/list-artifacts`;
        const query = { ...named, path: folder === '' ? undefined : folder };
        const pages = await allPages(doing, (token) =>
          api.call({ method: 'GET', path, query: { ...query, page_token: token }, doing, permission }),
        );
        const files = pages.flatMap((page) => objectsOf(page, 'files'));
        return files.map((file) => ({
          path: textOf(file, 'path') ?? '',
          size: numberOf(file, 'file_size') ?? 0,
          isFolder: file['is_dir'] === true,
        }));
      }),
    text: (path) => signed(path),
    async receive(path, receiver) {
      await signed(path, receiver);
    },
  };
}
