import { canonicalJson } from './canonical-json';

/** SHA-256 of a text as hex. Injected, because contracts are also read where there is no Node. */
export type Hash = (text: string) => string;

/** The right value of a contract's member `sha256`; unknown members count too. */
export function sealOf(contract: object, hash: Hash): string {
  return hash(canonicalJson({ ...contract, sha256: undefined }));
}
