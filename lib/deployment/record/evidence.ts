import { breakText } from '../../contracts/break';
import { readContract } from '../../contracts/read';
import { sealOf } from '../../contracts/seal';
import { toJson, type JsonObject } from '../../core/lossless-json';
import { sha256Hex } from '../../core/node/hash';
import type { RunEvidence } from '../../evidence/run-evidence';

/** The text of a record with its hash, which makes it a contract for later tasks. */
export function sealedText(record: JsonObject, indent: number): string {
  return `${toJson({ ...record, sha256: sealOf(record, sha256Hex) }, indent)}\n`;
}

/** Writes a deployment's record to the evidence folder for later steps of the job, and uploads it for other jobs. */
export function publishDeployment(recordText: string, evidence: RunEvidence): void {
  const reading = readContract({ name: 'deployment.json', text: recordText }, sha256Hex);
  if (reading.kind !== 'intact' || reading.contract.kind !== 'deployment') {
    const reason = 'fault' in reading ? breakText(reading.fault).what : `it is a ${reading.contract.kind}`;
    throw new Error(`The record of this deployment is no evidence: ${reason}`);
  }
  evidence.publish(reading.contract);
}
