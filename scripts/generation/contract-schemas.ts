import { toJsonSchema } from '@valibot/to-json-schema';
import { CONTRACTS, type Kind } from '../../lib/contracts/contract';
import { CONTRACT_VERSION } from '../../lib/contracts/envelope';
import type { JsonObject } from '../../lib/core/lossless-json';

/** The published schema of a contract. Only the reader checks rules between members; a JSON number is always finite. */
export function contractSchema(kind: Kind): JsonObject {
  const { $schema, ...schema } = toJsonSchema(CONTRACTS[kind], { ignoreActions: ['check', 'finite'] }) as JsonObject;
  return { $schema, title: `${kind} ${CONTRACT_VERSION}`, ...schema };
}
