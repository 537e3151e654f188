import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/errors';
import { sha256Hex } from '../core/node/hash';
import type { TaskHost } from '../task/host';

/** As many digits as keep the deployments of one run apart, whatever stage, job or step made them. */
const HASH_DIGITS = 12;

/** Leaves a deployment's record in the evidence folder for later steps of the job, and as an artifact for other jobs. Gives the path of the file. */
export function leaveEvidence(recordText: string, host: TaskHost): string {
  const name = `deployment-attempt${host.facts.attempt}-${sha256Hex(recordText).slice(0, HASH_DIGITS)}`;
  const path = join(host.evidenceFolder, `${name}.json`);
  try {
    mkdirSync(host.evidenceFolder, { recursive: true });
    writeFileSync(path, recordText);
  } catch (error) {
    throw new UserError('EVIDENCE_NOT_WRITTEN', {
      what: `The evidence of this deployment could not be written to ${path}: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Let the agent write below $(Pipeline.Workspace), and see that its disk is not full.',
      cause: error,
    });
  }
  host.uploadArtifact({ name: `mlops-${name}`, path });
  host.log.info(`Evidence: ${path}`);
  return path;
}
