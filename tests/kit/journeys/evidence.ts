import { ofKind, readEvidence } from '../../../lib/contracts/evidence';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import type { PipelineRun } from './pipeline-run';

export interface RunEvidence {
  readonly breaks: readonly unknown[];
  /** How many files there are of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Action, target and version of each receipt. */
  readonly receipts: readonly (readonly [action: string, target: string, toVersion: string | undefined])[];
  /** What the proofs of batches say. */
  readonly proofs: readonly string[];
}

/** The evidence that a run published, judged as `mlops verify` does. */
export function evidenceOf({ artifacts }: PipelineRun): RunEvidence {
  const files = evidenceFiles(artifacts);
  const { breaks, versions } = verifyEvidence(files, sha256Hex);
  const { evidence } = readEvidence(files, sha256Hex);
  const kinds: Record<string, number> = {};
  for (const { contract } of evidence) {
    kinds[contract.kind] = (kinds[contract.kind] ?? 0) + 1;
  }
  return {
    breaks: [...breaks, ...versions.flatMap((version) => version.breaks)],
    kinds,
    receipts: ofKind(evidence, 'receipt').map(({ contract: { action, target, toVersion } }) => [
      action,
      target,
      toVersion,
    ]),
    proofs: ofKind(evidence, 'proof').map(({ contract }) => contract.statement),
  };
}
