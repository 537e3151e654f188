/** A logging command, escaped as the task library does: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands */
export function command(name: string, properties: Readonly<Record<string, string>>, text: string): string {
  const pairs = Object.entries(properties)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${escaped(value).replaceAll(';', '%3B').replaceAll(']', '%5D')};`);
  return `##vso[${name}${pairs.length === 0 ? '' : ` ${pairs.join('')}`}]${escaped(text)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
