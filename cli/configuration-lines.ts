import { toJson } from '../lib/core/lossless-json';
import { sha256Hex } from '../lib/core/node/hash';
import { policyHash, type Effective } from '../lib/project/effective';
import { originsIn, originText } from '../lib/project/origins';
import type { Project } from '../lib/project/read-project';

/** One environment for people: each value and where it comes from. */
export function configurationLines(
  { environment, configuration, tree }: Effective,
  project: Project,
): readonly string[] {
  const rows = originsIn(tree).map(({ path, value, origin }) => ({
    path,
    value: typeof value === 'string' ? firstLine(value) : toJson(value),
    origin: originText(origin),
  }));
  const widest = Math.max(...rows.map(({ path }) => path.length));
  const sources = [project.file, ...project.baselines].map(({ name }) => name).join(' under ');
  return [
    `${environment} of ${sources}: policy ${policyHash(configuration, sha256Hex)}`,
    ...rows.map(({ path, value, origin }) => `  ${path.padEnd(widest)}  ${value}  [${origin}]`),
    '',
  ];
}

function firstLine(text: string): string {
  const [first = '', ...rest] = text.trimEnd().split('\n');
  return rest.length === 0 ? first : `${first} … (${rest.length + 1} lines)`;
}
