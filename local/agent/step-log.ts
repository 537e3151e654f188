import type { LogStore } from './log-store';
import type { SecretMasker } from './masking';
import type { Issue } from './records';

const MOST_ISSUES_OF_A_TYPE = 10;
const LONGEST_LINE = 1024 * 1024;

export type Tag = 'section' | 'command' | 'error' | 'warning' | 'debug';

interface StepLogOptions {
  readonly store: LogStore;
  readonly masker: SecretMasker;
  readonly debug: boolean;
  readonly onLine: (line: string) => void;
}

/** The log of one step as the web view gets it: masked, tagged, and at most ten issues of each type. */
export class StepLog {
  readonly issues: Issue[] = [];
  readonly #options: StepLogOptions;

  constructor(options: StepLogOptions) {
    this.#options = options;
  }

  write(text: string, tag?: Tag): void {
    const masked = this.#options.masker.mask(tag === undefined ? text : `##[${tag}]${text}`);
    for (const line of masked.split(/\r\n|\n|\r/)) {
      // Only after masking: half a secret would not be recognized.
      const shown = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
      this.#options.store.add(shown);
      this.#options.onLine(shown);
    }
  }

  debug(text: string): void {
    if (this.#options.debug) {
      this.write(text, 'debug');
    }
  }

  warning(message: string): void {
    this.addIssue({ type: 'warning', message, properties: {} });
  }

  error(message: string): void {
    this.addIssue({ type: 'error', message, properties: {} });
  }

  addIssue(issue: Issue): void {
    const masked = { ...issue, message: this.#options.masker.mask(issue.message) };
    if (this.issues.filter(({ type }) => type === issue.type).length < MOST_ISSUES_OF_A_TYPE) {
      this.issues.push(masked);
    }
    if (issue.message !== '') {
      this.write(issue.message, issue.type);
    }
  }

  /** Lines with a value before it was declared secret. */
  leaks(): readonly string[] {
    return this.#options.store.lines.filter((line) => this.#options.masker.mask(line) !== line);
  }
}
