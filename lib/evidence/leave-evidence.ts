import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ContractOf, Kind } from '../contracts/contract';
import { artifactName, evidencePath } from '../contracts/evidence-place';
import { contractText, sealed, type BodyOf } from '../contracts/write';
import { sha256Hex } from '../core/node/hash';
import { UserError } from '../core/errors';
import type { TaskHost } from '../task/host';
import { pipelineRun } from './pipeline-run';

/** What a task has to say in a contract; who wrote it, when and in which run follows. */
export type Statement<K extends Kind> = Omit<BodyOf<K>, 'writtenAt' | 'writtenBy' | 'run'>;

export interface Left<K extends Kind> {
  readonly contract: ContractOf<K>;
  readonly path: string;
}

/** The contract that says this, of this run and this moment. */
export function contractOf<K extends Kind>(kind: K, statement: Statement<K>, host: TaskHost): ContractOf<K> {
  const body = {
    ...statement,
    writtenAt: new Date(host.clock.now()).toISOString(),
    writtenBy: host.extensionVersion,
    run: pipelineRun(host.facts),
  };
  // Omit over a union of contracts loses which one it is.
  return sealed(kind, body as unknown as BodyOf<K>, sha256Hex);
}

/** Leaves a contract in the evidence folder for later steps of the job, and as an artifact for other jobs. */
export function leaveEvidence<K extends Kind>(
  contract: ContractOf<K>,
  host: TaskHost,
  folder = host.evidenceFolder,
): Left<K> {
  const path = join(folder, evidencePath(contract));
  try {
    write(path, contractText(contract));
  } catch (error) {
    throw new UserError('EVIDENCE_NOT_WRITTEN', {
      what: `The evidence could not be written to ${path}: ${error instanceof Error ? error.message : String(error)}.`,
      fix: 'Let the agent write below $(Pipeline.Workspace), and see that its disk is not full.',
      cause: error,
    });
  }
  host.uploadArtifact({ name: artifactName(contract), path });
  host.log.info(`Evidence: ${path}`);
  return { contract, path };
}

/** A file that was cut short would count as tampered with, and stand in the way of every later promotion. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}
