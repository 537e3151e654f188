import { canonicalJson } from '../contracts/canonical-json';
import { sha256Hex } from '../core/node/hash';
import { OUR_TAGS } from '../registry/version-tags';

export interface Metadata {
  readonly description: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** What a compliance calls `metadataSha256`: our own evidence tags are none of what was checked. */
export function metadataSha256({ description, tags }: Metadata): string {
  const theirs = [...tags].filter(([key]) => !key.startsWith(OUR_TAGS));
  return sha256Hex(canonicalJson({ description, tags: Object.fromEntries(theirs) }));
}
