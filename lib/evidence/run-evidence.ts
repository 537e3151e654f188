import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ContractOf, Kind } from '../contracts/contract';
import { artifactName, evidencePath } from '../contracts/evidence-place';
import { fileSystemName } from '../contracts/file-system-name';
import { contractText, sealed, type BodyOf } from '../contracts/write';
import { UserError } from '../core/errors';
import { sha256Hex } from '../core/node/hash';
import type { TaskHost } from '../task/host';
import { envelopeOf } from './envelope-of';
import { FACTS_OF_EVIDENCE, requireKnownRun } from './known-run';

/** What a task says in a contract; the writer, the time and the run are added. */
export type ContractContent<K extends Kind> = Omit<BodyOf<K>, 'writtenAt' | 'writtenBy' | 'run' | 'policy'>;

export interface PublishedContract<K extends Kind> {
  readonly contract: ContractOf<K>;
  readonly path: string;
}

export interface EvidenceOptions {
  /** Default: the folder of the job. */
  readonly folder?: string | undefined;
  /** Names of the models that the evidence is about; each has its own folder. */
  readonly models?: readonly string[];
  /** What must be known about the run. */
  readonly facts?: typeof FACTS_OF_EVIDENCE;
}

/**
 * Opens the evidence of this run before its first request. Later, an unknown run or a read-only folder would show only
 * after the change was made.
 */
export function openEvidence(host: TaskHost, options: EvidenceOptions): RunEvidence {
  const { folder = host.evidenceFolder, models = [], facts = FACTS_OF_EVIDENCE } = options;
  requireKnownRun(host, facts);
  requireWritable([folder, ...models.map((model) => join(folder, fileSystemName(model)))]);
  return new RunEvidence(host, folder);
}

/** Writes contracts of this run; `openEvidence` makes it. */
export class RunEvidence {
  readonly #host: TaskHost;

  constructor(
    host: TaskHost,
    readonly folder: string,
  ) {
    this.#host = host;
  }

  /** The contract with this statement, run and time. */
  contract<K extends Kind>(kind: K, statement: ContractContent<K>): ContractOf<K> {
    const body = { ...statement, ...envelopeOf(this.#host) };
    // TypeScript's Omit over a union of contracts forgets which one it is.
    return sealed(kind, body as unknown as BodyOf<K>, sha256Hex);
  }

  /** Writes a contract to the folder for later steps of the job, and uploads it as an artifact for other jobs. */
  publish<K extends Kind>(contract: ContractOf<K>): PublishedContract<K> {
    const path = join(this.folder, evidencePath(contract));
    try {
      write(path, contractText(contract));
    } catch (error) {
      throw new UserError('EVIDENCE_NOT_WRITTEN', {
        what: `The evidence could not be written to ${path}: ${reasonOf(error)}.`,
        fix: 'Let the agent write there, and check that its disk is not full.',
        cause: error,
      });
    }
    this.#host.uploadArtifact({ name: artifactName(contract), path });
    this.#host.log.info(`Evidence: ${path}`);
    return { contract, path };
  }
}

function requireWritable(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      const probe = join(folder, '.probe');
      mkdirSync(folder, { recursive: true });
      writeFileSync(probe, '');
      rmSync(probe, { force: true });
    } catch (error) {
      throw new UserError('EVIDENCE_NOT_WRITTEN', {
        what: `Evidence cannot be written to ${folder}: ${reasonOf(error)}. Nothing was started.`,
        fix: 'Let the agent write to that folder, or name another one.',
        cause: error,
      });
    }
  }
}

/** In two steps: a file that was cut short would count as altered and block every later promotion. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
