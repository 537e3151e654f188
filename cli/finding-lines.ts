import { harmless } from '../lib/core/harmless';
import { includesOf, positionText, type Finding } from '../local/pipelines/read/finding';

/** A finding and, below it, the references that lead to its file. */
export function findingLines({ severity, rule, at, message }: Finding): readonly string[] {
  const includes = shortened(includesOf(at).map((position) => `  included at ${positionText(position)}`));
  return [`${positionText(at)}: ${severity}: ${message} (${rule})`, ...includes];
}

const MOST_INCLUDES = 8;

/** The nearest and the outermost: a template that includes itself is a hundred deep. */
function shortened(includes: readonly string[]): readonly string[] {
  if (includes.length <= MOST_INCLUDES) {
    return includes;
  }
  const left = includes.length - MOST_INCLUDES + 1;
  return [...includes.slice(0, MOST_INCLUDES - 2), `  … ${left} more`, ...includes.slice(-1)];
}

export function findingJson({ severity, rule, at, message }: Finding): object {
  const position = ({ file, line, column }: Finding['at']): object => ({ file, line, column });
  return { severity, rule, message, ...position(at), includedAt: includesOf(at).map(position) };
}

/** The command that makes the agent show the finding in the run; only for errors and warnings. */
export function issueCommand({ severity, rule, at, message }: Finding): string {
  const type = severity === 'error' ? 'error' : 'warning';
  const properties = {
    type,
    sourcepath: at.file,
    linenumber: String(at.line),
    columnnumber: String(at.column),
    code: rule,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)};`);
  const more = includesOf(at).map((position) => `, included at ${positionText(position)}`);
  return `##vso[task.logissue ${written.join('')}]${data(`${positionText(at)}: ${message}${more.join('')}`)}`;
}

// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#formatting-commands
function data(text: string): string {
  return harmless(text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
  return data(text).replaceAll(';', '%3B').replaceAll(']', '%5D');
}

/** The summary line: how many findings of each kind. */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']): number =>
    findings.filter((found) => found.severity === severity).length;
  const errors = count('error');
  const rest = [
    [count('warning'), 'warning'],
    [count('assumption'), 'assumption'],
  ] as const;
  const named = [[errors, 'error'] as const, ...rest].map(
    ([number, word]) => `${number} ${word}${number === 1 ? '' : 's'}`,
  );
  const unsupported = count('unsupported');
  return `${named.join(', ')}${unsupported === 0 ? '' : `, ${unsupported} that cannot run or be checked here`}`;
}
