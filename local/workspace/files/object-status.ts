import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Language } from './language';

/** One object as get-status returns it. */
export interface ObjectStatus {
  readonly objectId: bigint;
  readonly path: string;
  readonly type: 'NOTEBOOK' | 'FILE' | 'DIRECTORY';
  readonly language?: Language;
  readonly size?: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export function statusJson(status: ObjectStatus): JsonObject {
  return {
    object_type: status.type,
    path: status.path,
    object_id: status.objectId,
    resource_id: String(status.objectId),
    ...(status.type === 'NOTEBOOK' && { language: status.language }),
    ...(status.type === 'FILE' && { size: status.size }),
    ...(status.type !== 'DIRECTORY' && { created_at: status.createdAt, modified_at: status.modifiedAt }),
  };
}
