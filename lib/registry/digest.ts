import { UserError } from '../core/errors';
import { toJson } from '../core/lossless-json';
import { sha256Hex } from '../core/node/hash';
import { ApiError } from '../databricks/api/api-error';
import { isPassing } from '../databricks/api/passing';
import type { ModelFiles } from '../mlflow/model-files';
import type { ModelVersion } from '../mlflow/version';

/** MLflow's client adds it to every model that it loads from a registry, so a copy has it but its source does not. */
const NOTE_OF_DOWNLOAD = 'registered_model_meta';

/** What identifies a version without loading it. */
export interface ModelDigest {
  /** Hash of the registry's record of the registration; another version under the same number has another one. */
  readonly record: string;
  /** Hash of paths, sizes and the MLmodel file, which has a unique ID; the same for a copy, unlike `record`. */
  readonly files: string | undefined;
  /** Why `files` is missing. */
  readonly whyNoFiles: string | undefined;
}

export async function digestOf(version: ModelVersion, files: ModelFiles): Promise<ModelDigest> {
  const record = recordHash(version);
  try {
    const listed = await files.list();
    if (!listed.some(({ path }) => path === 'MLmodel')) {
      return { record, files: undefined, whyNoFiles: `there is no MLmodel file among ${listed.length} files` };
    }
    const lines = listed
      .filter(({ path }) => path !== NOTE_OF_DOWNLOAD)
      .map(({ path, size }) => `${path}\0${size}\n`)
      .join('');
    const description = sha256Hex(await files.text('MLmodel'));
    return { record, files: sha256Hex(`${lines}${description}\n`), whyNoFiles: undefined };
  } catch (error) {
    return { record, files: undefined, whyNoFiles: whyUnread(error) };
  }
}

/** Whether both have the same files; if one could not be read, the record decides. */
export function isSameArtifact(before: ModelDigest, now: ModelDigest): boolean {
  const canTell = before.files !== undefined && now.files !== undefined;
  return before.record === now.record && (!canTell || before.files === now.files);
}

function recordHash({ model, number, createdAt, source, runId, modelId }: ModelVersion): string {
  return sha256Hex(toJson([model, number, createdAt, source, runId ?? null, modelId ?? null]));
}

/** Storage that this identity or agent cannot read is a fact about the version; a temporary fault is not. */
export function whyUnread(error: unknown): string {
  if (error instanceof UserError && error.code === 'MODEL_FILES_UNREAD') {
    return error.message;
  }
  if (error instanceof ApiError && !isPassing(error) && error.kind !== 'authentication') {
    return `${error.request.doing} failed (${[error.status, error.code].filter((part) => part !== undefined).join(' ')}): ${error.message}`;
  }
  throw error;
}
