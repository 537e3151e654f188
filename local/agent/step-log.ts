import type { SecretMasker } from './masking';
import type { Issue } from './records';

const MOST_ISSUES_OF_A_TYPE = 10;

export type Tag = 'section' | 'command' | 'error' | 'warning' | 'debug';

interface StepLogOptions {
  readonly masker: SecretMasker;
  readonly debug: boolean;
  readonly onLine: (line: string) => void;
}

/** The log of one step as the web view gets it: masked, tagged, and at most ten issues of each type. */
export class StepLog {
  readonly lines: string[] = [];
  readonly issues: Issue[] = [];
  readonly #options: StepLogOptions;

  constructor(options: StepLogOptions) {
    this.#options = options;
  }

  write(text: string, tag?: Tag): void {
    const masked = this.#options.masker.mask(tag === undefined ? text : `##[${tag}]${text}`);
    for (const line of masked.split(/\r\n|\n|\r/)) {
      this.lines.push(line);
      this.#options.onLine(line);
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
    return this.lines.filter((line) => this.#options.masker.mask(line) !== line);
  }
}
