import type { Problem } from '../lib/yaml/place';

/**
 * Writes an agent command, the one thing here that is meant to be obeyed. Nothing in its values can end it or begin
 * another (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#logissue-log-an-error-or-warning).
 */
export function printIssue(type: 'error' | 'warning', { at, message }: Problem): void {
  const properties = [
    `type=${type}`,
    `sourcepath=${property(at.file)}`,
    `linenumber=${at.line}`,
    `columnnumber=${at.column}`,
  ];
  process.stdout.write(`##vso[task.logissue ${properties.join(';')}]${value(message)}\n`);
}

function value(text: string): string {
  return text
    .replaceAll('%', '%AZP25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('##', '# #');
}

function property(text: string): string {
  return value(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}
