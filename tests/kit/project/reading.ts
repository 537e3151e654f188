import assert from 'node:assert/strict';
import type { Load } from '../../../lib/project/links';
import { readProject, type Project, type ProjectReading } from '../../../lib/project/read-project';
import { formatProblem } from '../../../lib/yaml/position';

/** A dozen lines: all that a project has to say. */
export const SMALL = `version: 1
model:
  problem: binary
data:
  training: { table: customers }
  evaluation: { table: holdout, label: churned }
environments:
  dev: { catalog: dev, schema: ml, modelName: dev.ml.churn }
  prod: { catalog: prod, schema: ml, modelName: prod.ml.churn }
`;

export type Files = Readonly<Record<string, string>>;

export const TODAY = '2027-01-31';

/** A project of the file mlops.yml, with further files beside it by name. */
export function readingOf(text: string, beside: Files = {}, today = TODAY): ProjectReading {
  const load: Load = (path) => {
    const found = path === 'mlops.yml' ? text : beside[path];
    return found === undefined ? { refusal: 'and there is no such file' } : { name: path, text: found };
  };
  return readProject({ name: 'mlops.yml', text }, { load, today });
}

export function problemsOf(text: string, beside: Files = {}): readonly string[] {
  return readingOf(text, beside).problems.map(formatProblem);
}

export function projectOf(text: string, beside: Files = {}): Project {
  const { project, problems } = readingOf(text, beside);
  assert.deepEqual(problems.map(formatProblem), []);
  assert.ok(project !== undefined);
  return project;
}

/** The small project with more lines in the place of a line of its own, or behind all of them. */
export function smallWith(lines: string): string {
  const keys = new Set([...lines.matchAll(/^(\w+):/gm)].map((match) => match[1]));
  const sections = SMALL.split(/^(?=\w)/m).filter((section) => !keys.has(/^\w+/.exec(section)?.[0]));
  return `${sections.join('')}${lines}\n`;
}
