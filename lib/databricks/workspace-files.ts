import type { JsonObject } from '../core/lossless-json';
import type { Api } from './api/api';
import { ApiError } from './api/api-error';
import type { ApiRequest, Content } from './api/api-request';
import type { Pace } from './api/pace';
import { unlessAbsent } from './api/unless-absent';
import { importForm } from './import-form';
import { idOf, numberOf, objectsOf, requiredText, textOf, UnusableAnswer } from './wire/fields';

export interface WorkspaceObject {
  readonly path: string;
  /** NOTEBOOK, DIRECTORY, FILE, LIBRARY, REPO … */
  readonly type: string;
  readonly id: string | undefined;
  /** Bytes; files only. */
  readonly size?: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt?: number;
}

/** The kind of an import: a plain file, or a notebook, whose path has no extension. */
export type ImportFormat =
  | { readonly format: 'RAW' | 'JUPYTER' }
  | { readonly format: 'SOURCE'; readonly language: 'PYTHON' | 'SQL' | 'SCALA' | 'R' };

export interface Import {
  readonly path: string;
  readonly as: ImportFormat;
  readonly content: Content;
  /** Text that does not occur in the content, e.g. its hash. */
  readonly boundary: string;
}

type Options = { readonly pace?: Pace };

/** https://docs.databricks.com/api/azure/workspace/workspace. */
export class WorkspaceFilesClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The object at the path; undefined only if the service says that there is none. */
  status(path: string, options: Options = {}): Promise<WorkspaceObject | undefined> {
    const request = { ...reading(path, 'get-status', 'Looking up'), ...options };
    return unlessAbsent(() =>
      this.#api.read(request, (json) => ({ ...objectOf(json, path), type: requiredText(json, 'object_type') })),
    );
  }

  /** The direct children of a folder; undefined if it does not exist. */
  list(path: string, options: Options = {}): Promise<readonly WorkspaceObject[] | undefined> {
    const request = { ...reading(path, 'list', 'Listing'), ...options };
    return unlessAbsent(() =>
      this.#api.read(request, (json) => objectsOf(json, 'objects').map((child) => objectOf(child, ''))),
    );
  }

  /** The content of a file as text; undefined when there is none. The service gives at most 10 MB. */
  text(path: string, options: Options = {}): Promise<string | undefined> {
    const { query, ...request } = reading(path, 'export', 'Reading');
    return unlessAbsent(() =>
      this.#api.text({ ...request, query: { ...query, format: 'AUTO', direct_download: 'true' }, ...options }),
    );
  }

  /** The content of a file, byte by byte; undefined when there is none. The service gives at most 10 MB. */
  bytes(path: string, options: Options = {}): Promise<Uint8Array | undefined> {
    const { query, ...request } = reading(path, 'export', 'Reading');
    return unlessAbsent(() =>
      this.#api.read({ ...request, query: { ...query, format: 'AUTO' }, ...options }, (json) =>
        Buffer.from(exportedContent(json), 'base64'),
      ),
    );
  }

  /** Creates or overwrites a file or notebook; the parent folder must exist. */
  async import({ path, as, content, boundary }: Import, options: Options = {}): Promise<void> {
    // As JSON, the service accepts at most 10 MB.
    const upload = importForm({ path, ...as, overwrite: 'true' }, content, boundary);
    await this.#api.call({ ...writing(path, 'import', 'Uploading'), upload, ...options });
  }

  /** Creates a folder and its missing parents. */
  async makeFolder(path: string, options: Options = {}): Promise<void> {
    await this.#api.call({ ...writing(path, 'mkdirs', 'Making folder'), body: { path }, ...options });
  }

  /** Deletes an object, but not a folder with contents; a missing object counts as deleted. */
  async remove(path: string, options: Options = {}): Promise<'removed' | 'notEmpty'> {
    const request = { ...writing(path, 'delete', 'Deleting'), permission: `'Can Manage' on ${path}` };
    try {
      await unlessAbsent(() => this.#api.call({ ...request, body: { path }, ...options }));
      return 'removed';
    } catch (error) {
      if (error instanceof ApiError && error.code === 'DIRECTORY_NOT_EMPTY') {
        return 'notEmpty';
      }
      throw error;
    }
  }
}

function reading(path: string, verb: string, doing: string) {
  return {
    method: 'GET',
    path: `/api/2.0/workspace/${verb}`,
    query: { path },
    doing: `${doing} ${path}`,
    permission: `'Can Read' on ${path}`,
  } as const satisfies ApiRequest;
}

/** Each of these has the same result if it is sent twice. */
function writing(path: string, verb: string, doing: string) {
  return {
    method: 'POST',
    path: `/api/2.0/workspace/${verb}`,
    doing: `${doing} ${path}`,
    permission: `'Can Edit' on the folder of ${path}`,
    repeatable: true,
  } as const satisfies ApiRequest;
}

/** Base64; '' for an empty file. */
function exportedContent(json: JsonObject): string {
  const content = textOf(json, 'content');
  if (content === undefined) {
    throw new UnusableAnswer("it has no 'content'");
  }
  return content;
}

function objectOf(json: JsonObject, path: string): WorkspaceObject {
  const size = numberOf(json, 'size');
  const modifiedAt = numberOf(json, 'modified_at');
  return {
    path: textOf(json, 'path') ?? path,
    type: textOf(json, 'object_type') ?? '',
    id: idOf(json, 'object_id'),
    ...(size !== undefined && { size }),
    ...(modifiedAt !== undefined && { modifiedAt }),
  };
}
