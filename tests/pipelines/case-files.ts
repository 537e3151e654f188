import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { plain } from '../../lib/yaml/node';
import { readYaml } from '../../lib/yaml/read';
import type { ExpandRequest } from '../../local/pipelines/expand/expand';
import type { Given } from '../../local/pipelines/expand/parameters/bind';
import type { SourceReading, Sources } from '../../local/pipelines/expand/sources';
import { includesOf, positionText, type Finding } from '../../local/pipelines/read/finding';
import type { Node } from '../../local/pipelines/read/node';
import { readPipelineFile } from '../../local/pipelines/read/read-file';

/** What `inputs.yml` of a case may say. */
export interface CaseInputs {
  readonly variables?: Readonly<Record<string, string>>;
  readonly limits?: ExpandRequest['limits'];
}

export function textIn(folder: string, file: string): string | undefined {
  return readdirSync(folder).includes(file) ? readFileSync(join(folder, file), 'utf8') : undefined;
}

export function inputsOf(folder: string): CaseInputs {
  const reading = readYaml(textIn(folder, 'inputs.yml') ?? '{}', 'inputs.yml');
  return 'node' in reading ? (plain(reading.node) as unknown as CaseInputs) : {};
}

/** Files of the case; a repository is the folder `@alias` in it. */
export function sourcesIn(folder: string): Sources {
  return { read: (place) => sourceIn(folder, place.repository === 'self' ? '' : `@${place.repository}`, place.path) };
}

function sourceIn(folder: string, repository: string, path: string): SourceReading {
  const label = posix.join(repository, path);
  try {
    return { text: readFileSync(join(folder, label), 'utf8'), label };
  } catch {
    return { missing: `there is no file '${label}'` };
  }
}

export function requestOf(folder: string): ExpandRequest {
  const { variables = {}, limits } = inputsOf(folder);
  return {
    file: { repository: 'self', path: 'pipeline.yml' },
    sources: sourcesIn(folder),
    parameters: givenIn(folder),
    variables: Object.entries(variables),
    ...(limits === undefined ? {} : { limits }),
  };
}

function givenIn(folder: string): readonly Given[] {
  const reading = readPipelineFile(textIn(folder, 'inputs.yml') ?? '{}', 'inputs.yml');
  const node: Node | undefined = 'node' in reading ? reading.node : undefined;
  const parameters = node?.kind === 'mapping' ? node.entries.find(({ key }) => key === 'parameters')?.value : undefined;
  return parameters?.kind === 'mapping'
    ? parameters.entries.map(({ key, keyAt, value }) => ({ name: key, node: value, at: keyAt }))
    : [];
}

export function findingLines(findings: readonly Finding[]): string {
  return findings
    .map(({ severity, rule, at, message }) => {
      const includes = includesOf(at).map((position) => `\n  included at ${positionText(position)}`);
      return `${positionText(at)}: ${severity} ${rule}: ${message}${includes.join('')}\n`;
    })
    .join('');
}
