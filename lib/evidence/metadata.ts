import { canonicalJson } from '../contracts/canonical-json';
import { sha256Hex } from '../core/node/hash';
import { OUR_TAGS } from '../registry/version-tags';

export interface Metadata {
  readonly description: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** The `metadataSha256` of a compliance file; our own evidence tags are not part of it. */
export function metadataSha256({ description, tags }: Metadata): string {
  const theirs = [...tags].filter(([key]) => !key.startsWith(OUR_TAGS));
  return sha256Hex(canonicalJson({ description, tags: Object.fromEntries(theirs) }));
}
