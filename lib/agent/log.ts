import * as agent from 'azure-pipelines-task-lib/task';
import { harmless } from '../core/harmless';
import type { Redactor } from '../core/redaction';
import type { Log } from '../task/host';

/** The log of a step. Removes known secrets; agent commands and control characters have no effect. */
export class AgentLog implements Log {
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  info(line: string): void {
    process.stdout.write(`${this.clean(line)}\n`);
  }

  warning(line: string): void {
    agent.warning(this.clean(line));
  }

  debug(line: string): void {
    agent.debug(this.clean(line));
  }

  group(title: string, lines: readonly string[]): void {
    process.stdout.write(
      `##[group]${this.clean(title)}\n${lines.map((line) => `${this.clean(line)}\n`).join('')}##[endgroup]\n`,
    );
  }

  clean(text: string): string {
    return harmless(this.#redactor.redacted(text));
  }
}
