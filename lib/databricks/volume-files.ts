import type { JsonObject } from '../core/lossless-json';
import { allPages } from './api/all-pages';
import type { Api } from './api/api';
import { ApiError } from './api/api-error';
import type { ApiRequest, Content } from './api/api-request';
import type { Pace } from './api/pace';
import { unlessAbsent } from './api/unless-absent';
import { numberOf, objectsOf, textOf } from './wire/fields';

export interface VolumeEntry {
  readonly path: string;
  readonly isFolder: boolean;
  readonly size: number | undefined;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number | undefined;
}

type Options = { readonly pace?: Pace };

/** Files of Unity Catalog volumes (https://docs.databricks.com/api/azure/workspace/files). Paths begin with /Volumes/. */
export class VolumeFilesClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The direct children of a folder; undefined if it does not exist. */
  list(path: string, options: Options = {}): Promise<readonly VolumeEntry[] | undefined> {
    return unlessAbsent(async () => {
      const asked = { ...request('GET', 'directories', path), ...options };
      const pages = await allPages(asked.doing, (token) => this.#api.call({ ...asked, query: { page_token: token } }));
      return pages.flatMap((page) => objectsOf(page, 'contents').map(entryOf));
    });
  }

  /** The content of a file as text; undefined when there is none. */
  text(path: string, options: Options = {}): Promise<string | undefined> {
    return unlessAbsent(() => this.#api.text({ ...request('GET', 'files', path), ...options }));
  }

  /** Creates or overwrites a file; the parent folder must exist. */
  async put(
    { path, content }: { readonly path: string; readonly content: Content },
    options: Options = {},
  ): Promise<void> {
    const upload = { length: content.length, chunks: () => content.chunks(), contentType: 'application/octet-stream' };
    const query = { overwrite: 'true' };
    await this.#api.call({ ...request('PUT', 'files', path), query, upload, ...options });
  }

  /** Creates a folder and its missing parents. */
  async makeFolder(path: string, options: Options = {}): Promise<void> {
    await this.#api.call({ ...request('PUT', 'directories', path), ...options });
  }

  /** A missing file counts as deleted. */
  async removeFile(path: string, options: Options = {}): Promise<void> {
    await unlessAbsent(() => this.#api.call({ ...request('DELETE', 'files', path), ...options }));
  }

  /** Deletes an empty folder; a missing one counts as deleted. */
  async removeFolder(path: string, options: Options = {}): Promise<'removed' | 'notEmpty'> {
    try {
      await unlessAbsent(() => this.#api.call({ ...request('DELETE', 'directories', path), ...options }));
      return 'removed';
    } catch (error) {
      // The service has no specific error code for a folder that is not empty.
      const isRefused = error instanceof ApiError && error.kind === 'refused';
      const children = isRefused ? await this.list(path, options) : undefined;
      if (children !== undefined && children.length > 0) {
        return 'notEmpty';
      }
      throw error;
    }
  }
}

const DOING = { GET: 'Reading', PUT: 'Writing', DELETE: 'Deleting' } as const;

function request(method: keyof typeof DOING, kind: 'files' | 'directories', path: string): ApiRequest {
  const [, , catalog, schema, volume] = path.split('/');
  const privilege = method === 'GET' ? 'READ VOLUME' : 'WRITE VOLUME';
  return {
    method,
    path: `/api/2.0/fs/${kind}${path.split('/').map(encodeURIComponent).join('/')}`,
    doing: `${DOING[method]} ${path}`,
    permission: `${privilege} on ${catalog}.${schema}.${volume}, USE SCHEMA on ${catalog}.${schema} and USE CATALOG on ${catalog}`,
  };
}

function entryOf(json: JsonObject): VolumeEntry {
  return {
    path: textOf(json, 'path') ?? '',
    isFolder: json['is_directory'] === true,
    size: numberOf(json, 'file_size'),
    modifiedAt: numberOf(json, 'last_modified'),
  };
}
