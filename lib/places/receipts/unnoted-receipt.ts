import { canonicalJson } from '../../contracts/canonical-json';
import type { Receipt } from '../../contracts/contract';
import { ofKind, readEvidence } from '../../contracts/evidence';
import { sha256Hex } from '../../core/node/hash';
import { evidenceFiles } from '../../evidence/evidence-files';

/**
 * A receipt of the same change in the folder whose hash an earlier attempt did not write to the model. A second receipt
 * would look as if two runs had moved the place at once.
 */
export function unnotedReceipt(wanted: Receipt, folder: string): Receipt | undefined {
  const { evidence } = readEvidence(evidenceFiles(folder), sha256Hex);
  return ofKind(evidence, 'receipt')
    .filter(({ altered }) => altered === undefined)
    .map(({ contract }) => contract)
    .find((one) => actOf(one) === actOf(wanted));
}

function actOf({
  model,
  action,
  target,
  fromVersion,
  toVersion,
  reason,
  evidence,
  previousReceipt,
  run,
}: Receipt): string {
  const { name, registryHome, digest } = model;
  const known = { name, registryHome, digest, action, target, fromVersion, toVersion, reason, evidence };
  return canonicalJson({ ...known, previousReceipt, planId: run.planId });
}
