import { canonicalJson } from './canonical-json';

/** SHA-256 of a text as hex. Injected, because contracts are also read where there is no Node. */
export type Hash = (text: string) => string;

/** What the member `sha256` of a contract has to be: unknown members count as well. */
export function sealOf(contract: object, hash: Hash): string {
  return hash(canonicalJson({ ...contract, sha256: undefined }));
}
