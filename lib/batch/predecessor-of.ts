import { brokenEvidence } from '../contracts/break';
import type { Proof } from '../contracts/contract';
import { evidenceAbout } from '../evidence/evidence-about';
import type { ModelVersion } from '../mlflow/version';
import type { Registry } from '../registry/registry';

/** What a proof builds on: the last receipt of the version, or its candidate; undefined without evidence of it. */
export function predecessorOf(version: ModelVersion, registry: Registry, folder: string): Proof['predecessor'] {
  const found = evidenceAbout(version, registry, folder);
  if ('chain' in found) {
    const { receipts, candidate } = found.chain;
    const { contract } = receipts.at(-1) ?? candidate;
    return { kind: contract.kind, sha256: contract.sha256 };
  }
  const [first] = found.breaks;
  if (first.kind === 'absent') {
    return undefined;
  }
  throw brokenEvidence(first);
}
