import { UserError } from '../core/errors';
import type { Api } from '../databricks/api/api';
import type { ApiRequest } from '../databricks/api/api-request';
import { numberOf, objectsOf, textOf } from '../databricks/wire/fields';
import { filesBelow, type ModelFiles } from './model-files';
import { SERVER_PERMISSIONS } from './model-permissions';

const ARTIFACTS = '/api/2.0/mlflow-artifacts/artifacts';

/** The files of a version on a plain MLflow server, if that server serves artifacts. */
export function serverModelFiles(api: Api, model: string, version: number): ModelFiles {
  const permission = SERVER_PERMISSIONS.read(model);
  const top = once(async () => {
    const doing = `Asking where the files of version ${version} of ${model} are`;
    const query = { name: model, version: String(version) };
    const path = '/api/2.0/mlflow/model-versions/get-download-uri';
    const json = await api.call({ method: 'GET', path, query, doing, permission });
    return servedPath(textOf(json, 'artifact_uri') ?? '', doing);
  });
  const reading = async (path: string): Promise<ApiRequest> => {
    const below = joined(await top(), path)
      .split('/')
      .map(encodeURIComponent)
      .join('/');
    const doing = `Reading ${path} of version ${version} of ${model}`;
    return { method: 'GET', path: `${ARTIFACTS}/${below}`, doing, permission };
  };
  return {
    async list() {
      const root = await top();
      const doing = `Listing the files of version ${version} of ${model}`;
      return filesBelow('', async (folder) => {
        const query = { path: joined(root, folder) };
        const json = await api.call({ method: 'GET', path: ARTIFACTS, query, doing, permission });
        return objectsOf(json, 'files').map((file) => ({
          path: joined(folder, textOf(file, 'path') ?? ''),
          size: numberOf(file, 'file_size') ?? 0,
          isFolder: file['is_dir'] === true,
        }));
      });
    },
    text: async (path) => api.text(await reading(path)),
    async receive(path, receiver) {
      await api.text({ ...(await reading(path)), receiver });
    },
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

/** The server serves only `mlflow-artifacts:`; the agent may not reach other storage. */
function servedPath(uri: string, doing: string): string {
  const path = /^mlflow-artifacts:\/+(?:[^/]+:\d+\/)?(.*)$/.exec(uri)?.[1];
  if (path === undefined) {
    throw new UserError('MODEL_FILES_UNREAD', {
      what: `${doing}: they are at '${uri}', which the MLflow server does not serve.`,
      fix: 'Start the MLflow server with --serve-artifacts and an mlflow-artifacts: root.',
    });
  }
  return path.replace(/\/+$/, '');
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
