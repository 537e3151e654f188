import type { Break } from './break';
import type { Contract, ContractOf, Kind } from './contract';
import { readContract, type EvidenceFile } from './read';
import type { Hash } from './seal';

/** A contract and the file that it was read from. */
export interface Evidence<C extends Contract = Contract> {
  readonly file: string;
  readonly contract: C;
  /** Set when the file was changed after it was written. */
  readonly altered?: Break;
}

export interface EvidenceFolder {
  /** By time. A copy of a file counts once. */
  readonly evidence: readonly Evidence[];
  /** Files that cannot be read. */
  readonly faults: readonly Break[];
}

export function readEvidence(files: readonly EvidenceFile[], hash: Hash): EvidenceFolder {
  const intact = new Map<string, Evidence>();
  const altered: Evidence[] = [];
  const faults: Break[] = [];
  for (const file of files.toSorted(byName)) {
    const reading = readContract(file, hash);
    switch (reading.kind) {
      case 'intact':
        intact.set(reading.contract.sha256, { file: file.name, contract: reading.contract });
        break;
      case 'altered':
        altered.push({ file: file.name, contract: reading.contract, altered: reading.fault });
        break;
      case 'unreadable':
        faults.push(reading.fault);
        break;
    }
  }
  return { evidence: [...intact.values(), ...altered].toSorted(byTime), faults };
}

export function ofKind<K extends Kind>(evidence: readonly Evidence[], kind: K): readonly Evidence<ContractOf<K>>[] {
  return evidence.filter((one): one is Evidence<ContractOf<K> & Contract> => one.contract.kind === kind);
}

function byName(one: EvidenceFile, other: EvidenceFile): number {
  return compare(one.name, other.name);
}

function byTime({ contract: one }: Evidence, { contract: other }: Evidence): number {
  return compare(one.writtenAt, other.writtenAt) || compare(one.sha256, other.sha256);
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
