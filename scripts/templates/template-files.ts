import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plain } from '../../lib/yaml/node';
import { readYaml } from '../../lib/yaml/read';
import { textOf } from '../repository/repository';

export const TEMPLATES = 'pipeline-templates';

/** One parameter as a template declares it. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly displayName?: string;
  readonly default?: string | number | boolean | object;
  readonly values?: readonly unknown[];
}

export interface TemplateFile {
  /** Below the folder of templates. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** A template with stages is extended; those of jobs and steps are included. */
  readonly kind: 'stages' | 'jobs' | 'steps';
}

/** Every template that we ship: those that pipelines extend first. */
export function templateFiles(root: string): readonly TemplateFile[] {
  return readdirSync(join(root, TEMPLATES), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml'))
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted((one, other) => depthOf(one) - depthOf(other) || one.localeCompare(other))
    .map((path) => templateIn(path, textOf(root, `${TEMPLATES}/${path}`)));
}

function templateIn(path: string, text: string): TemplateFile {
  const reading = readYaml(text, path);
  const { parameters = [], ...body } = (
    'node' in reading && reading.node.kind === 'map' ? plain(reading.node) : {}
  ) as { readonly parameters?: readonly Parameter[] };
  const kind = 'jobs' in body ? 'jobs' : 'steps' in body ? 'steps' : 'stages';
  return { path, parameters, kind };
}

function depthOf(path: string): number {
  return path.split('/').length;
}
