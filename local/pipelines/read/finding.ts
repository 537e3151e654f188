import type { Origin } from './node';

/**
 * An error makes Azure Pipelines refuse the file, or would make us guess. A warning is allowed and probably not meant. An
 * assumption is a point that the public documentation leaves open, and how it was taken. Unsupported is what we read
 * and check, and cannot run.
 */
export type Severity = 'error' | 'warning' | 'assumption' | 'unsupported';

export interface Finding {
  readonly severity: Severity;
  /** A short name of the kind of problem, for filters. */
  readonly rule: string;
  readonly at: Origin;
  readonly message: string;
}

/** Everything found so far, each once: a template that is used twice has each of its mistakes once per use. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(finding: Finding): void {
    this.#found.set(`${positionText(finding.at)} ${finding.rule} ${finding.message}`, finding);
  }

  error(at: Origin, rule: string, message: string): void {
    this.add({ severity: 'error', rule, at, message });
  }

  warn(at: Origin, rule: string, message: string): void {
    this.add({ severity: 'warning', rule, at, message });
  }

  assume(at: Origin, rule: string, message: string): void {
    this.add({ severity: 'assumption', rule, at, message });
  }

  get all(): readonly Finding[] {
    return [...this.#found.values()];
  }

  get hasErrors(): boolean {
    return this.all.some(({ severity }) => severity === 'error');
  }
}

export function positionText({ file, line, column }: Origin): string {
  return `${file}:${line}:${column}`;
}

/** The references that lead to a position, the nearest first. */
export function includesOf({ via }: Origin): readonly Origin[] {
  return via === undefined ? [] : [via, ...includesOf(via)];
}
