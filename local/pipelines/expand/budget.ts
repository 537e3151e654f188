import type { Findings } from '../read/finding';
import type { Origin } from '../read/node';

/** https://learn.microsoft.com/azure/devops/pipelines/process/templates#imposed-limits */
export interface Limits {
  readonly files: number;
  readonly nesting: number;
  readonly bytes: number;
}

export const LIMITS: Limits = { files: 100, nesting: 100, bytes: 20 * 1024 * 1024 };

const BYTES_OF_A_NODE = 50;
const BYTES_OF_A_LETTER = 2;

/** The expansion went over a limit of the service and ends; the finding says which. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Counts what an expansion uses, so that no pipeline can make it run forever. */
export class Budget {
  readonly #files = new Set<string>();
  #bytes = 0;

  readonly #limits: Limits;
  readonly #findings: Findings;

  constructor(limits: Limits, findings: Findings) {
    this.#limits = limits;
    this.#findings = findings;
  }

  file(label: string, at: Origin): void {
    this.#files.add(label);
    if (this.#files.size > this.#limits.files) {
      this.#end(at, `the pipeline includes more than ${this.#limits.files} files`);
    }
  }

  nesting(depth: number, at: Origin): void {
    if (depth > this.#limits.nesting) {
      this.#end(at, `templates refer to templates more than ${this.#limits.nesting} deep; does one include itself?`);
    }
  }

  /** Counts a piece that the expansion made; about what the server counts, which is not published to the byte. */
  piece(letters: number, at: Origin): void {
    this.#bytes += BYTES_OF_A_NODE + BYTES_OF_A_LETTER * letters;
    if (this.#bytes > this.#limits.bytes) {
      this.#end(at, `the expanded pipeline takes more than ${Math.round(this.#limits.bytes / 1024 / 1024)} MB`);
    }
  }

  #end(at: Origin, message: string): never {
    this.#findings.error(at, 'limit', message);
    throw new BudgetSpent(message);
  }
}
