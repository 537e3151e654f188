import { harmless } from '../lib/core/harmless';
import type { Place } from '../lib/yaml/place';

/** What a verb has found in a file. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** A short name of the kind of problem, for filters. */
  readonly rule: string;
  readonly at: Place;
  readonly message: string;
}

export function findingLine({ severity, rule, at, message }: Finding): string {
  return `${at.file}:${at.line}:${at.column}: ${severity}: ${message} (${rule})`;
}

export function findingJson({ severity, rule, at, message }: Finding): object {
  const { file, line, column } = at;
  return { severity, rule, message, file, line, column };
}

/**
 * The command that makes the agent show the finding in the run. Nothing in its values can end it or begin another
 * (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#formatting-commands).
 */
export function issueCommand({ severity, rule, at, message }: Finding): string {
  const { file, line, column } = at;
  const properties = { type: severity, sourcepath: file, linenumber: line, columnnumber: column, code: rule };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))};`);
  return `##vso[task.logissue ${written.join('')}]${data(message)}`;
}

/** What a reader wants to know first. */
export function countText(findings: readonly Finding[]): string {
  const counts = (['error', 'warning'] as const).map((severity) => {
    const { length } = findings.filter((finding) => finding.severity === severity);
    return `${length} ${severity}${length === 1 ? '' : 's'}`;
  });
  return counts.join(', ');
}

function data(text: string): string {
  return harmless(text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
  return data(text).replaceAll(';', '%3B').replaceAll(']', '%5D');
}
