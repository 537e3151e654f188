import { toJsonSchema } from '@valibot/to-json-schema';
import { CONTRACTS } from '../../lib/contracts/contract';
import { creationSchema } from '../../lib/contracts/creation';
import { CONTRACT_VERSION } from '../../lib/contracts/envelope';
import type { JsonObject } from '../../lib/core/lossless-json';

const PUBLISHED = { ...CONTRACTS, creation: creationSchema } as const;

/** What evidence consists of, and the records of pull requests. */
export type PublishedKind = keyof typeof PUBLISHED;
export const PUBLISHED_KINDS = Object.keys(PUBLISHED) as readonly PublishedKind[];

/** The published schema of a contract. Only the reader checks rules between members; a JSON number is always finite. */
export function contractSchema(kind: PublishedKind): JsonObject {
  const { $schema, ...schema } = toJsonSchema(PUBLISHED[kind], { ignoreActions: ['check', 'finite'] }) as JsonObject;
  return { $schema, title: `${kind} ${CONTRACT_VERSION}`, ...schema };
}
