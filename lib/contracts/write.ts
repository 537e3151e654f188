import { toJson } from '../core/lossless-json';
import type { ContractOf, Kind } from './contract';
import { CONTRACT_VERSION } from './envelope';
import { formatProblem } from './problem';
import { sealOf, type Hash } from './seal';
import { validate } from './validate';

/** What the writer of a contract provides; kind, version and hash are added. */
export type BodyOf<K extends Kind> = Omit<ContractOf<K>, 'kind' | 'version' | 'sha256'>;

const UNSEALED = '0'.repeat(64);

/** The contract with its hash. Throws if a reader would refuse it, which is a bug of the writer. */
export function sealed<K extends Kind>(kind: K, body: BodyOf<K>, hash: Hash): ContractOf<K> {
  const checked = validate(kind, { ...body, kind, version: CONTRACT_VERSION, sha256: UNSEALED });
  if ('problems' in checked) {
    throw new Error(`This ${kind} must not be written: ${checked.problems.map(formatProblem).join('; ')}`);
  }
  return { ...checked.contract, sha256: sealOf(checked.contract, hash) };
}

/** The text of the file. */
export function contractText(contract: ContractOf<Kind>): string {
  return `${toJson(contract, 2)}\n`;
}
