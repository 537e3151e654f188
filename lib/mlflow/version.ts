import { UserError } from '../core/errors';
import type { JsonObject } from '../core/lossless-json';
import { idOf, numberOf, textOf } from '../databricks/wire/fields';

/** UNKNOWN stands for a status that this version does not know; `statusText` has it. */
export type VersionStatus = 'PENDING' | 'READY' | 'FAILED' | 'UNKNOWN';

export interface ModelVersion {
  readonly model: string;
  readonly number: number;
  readonly status: VersionStatus;
  /** The service's own status and message. */
  readonly statusText: string;
  /** Its source URI. */
  readonly source: string;
  readonly runId: string | undefined;
  /** Its logged model (MLflow 3). */
  readonly modelId: string | undefined;
  readonly description: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Its Unity Catalog metastore, which several workspaces may share. */
  readonly metastoreId: string | undefined;
  /** Undefined if the registry has no stages. */
  readonly stage: string | undefined;
}

/** Reads a version in the format of MLflow or the catalog API, which has other names for some members. */
export function readVersion(json: JsonObject, model: string): ModelVersion {
  const number = Number(idOf(json, 'version'));
  const createdAt = numberOf(json, 'creation_timestamp') ?? numberOf(json, 'created_at');
  if (!Number.isSafeInteger(number) || number < 1 || createdAt === undefined) {
    throw new UserError('REGISTRY_UNCLEAR', {
      what: `The registry returned a version of ${model} without its number or creation time.`,
      fix: 'Re-run this stage; if it happens again, show the model page to an administrator of the registry.',
    });
  }
  const source = textOf(json, 'source') ?? '';
  const word = textOf(json, 'status') ?? '';
  return {
    model,
    number,
    status: STATUS[word] ?? 'UNKNOWN',
    statusText: [word, textOf(json, 'status_message')].filter((part) => (part ?? '') !== '').join(': '),
    source,
    runId: filled(textOf(json, 'run_id')),
    modelId: filled(textOf(json, 'model_id')) ?? modelIdIn(source),
    description: textOf(json, 'description') ?? textOf(json, 'comment') ?? '',
    createdAt,
    metastoreId: filled(textOf(json, 'metastore_id')),
    stage: textOf(json, 'current_stage'),
  };
}

const STATUS: Readonly<Record<string, VersionStatus>> = {
  READY: 'READY',
  PENDING_REGISTRATION: 'PENDING',
  FAILED_REGISTRATION: 'FAILED',
};

/** Only some responses have the logged model; the source URI of the version contains its ID. */
function modelIdIn(source: string): string | undefined {
  return /(?:^models:\/|\/(?:logged_)?models\/)(m-[0-9a-f]+)(?:\/|$)/.exec(source)?.[1];
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
