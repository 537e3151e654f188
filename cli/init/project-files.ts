import { toJson } from '../../lib/core/lossless-json';
import { projectSchema } from '../../lib/project/json-schema';
import { minimalFile } from '../../lib/project/minimal';
import type { Answers } from './answers';
import { inRegistry, withPlaces } from './registry-lines';
import { templateFiles } from './template-files';
import { withoutExample } from './without-example';

export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

const CONFIGURATION = 'databricks-ml/mlops.yml';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const EXAMPLE = 'databricks-ml/';

/** The files of a new project, with the answers in place of the example's names. */
export function projectFiles(answers: Answers, now: number): readonly ProjectFile[] {
  // A file of this name would not survive in a package of npm.
  const ignored = { path: '.gitignore', text: 'mlops.local.yml\nmlops.dev.json\n.mlops/\n__pycache__/\n' };
  const schema = { path: 'databricks-ml/mlops.schema.json', text: `${toJson(projectSchema(), 2)}\n` };
  return [...written(answers, now), schema, ignored];
}

function written(answers: Answers, now: number): readonly ProjectFile[] {
  const reviewBy = new Date(now + YEAR_MS).toISOString().slice(0, 10);
  const files = templateFiles().map(({ path, text }) => ({
    path,
    text: withAnswers({ path, text }, answers).replace(/(?<=\breview_by: ')[\d-]+/, reviewBy),
  }));
  if (!answers.isMinimal) {
    return files;
  }
  const kept = files.filter(({ path }) => !path.startsWith(EXAMPLE));
  return [...kept.map(({ path, text }) => ({ path, text: withoutExample(text) })), minimal(answers)];
}

function withAnswers({ path, text }: ProjectFile, answers: Answers): string {
  if (path === CONFIGURATION) {
    return inRegistry(text, answers);
  }
  const named = text.replaceAll(/\bchurn\b/g, answers.name).replaceAll('platform/mlops-templates', answers.templates);
  return path.startsWith(EXAMPLE) ? text : withPlaces(named, answers);
}

/** The tables and columns of the example, to be replaced. */
function minimal(answers: Answers): ProjectFile {
  const example = { problem: 'binary', training: 'customers', evaluation: 'holdout', label: 'churned' } as const;
  const environments = ['dev', 'uat', 'prod'];
  const text = minimalFile({ ...example, name: 'churn', schema: 'ml', environments });
  return { path: CONFIGURATION, text: inRegistry(text, answers) };
}
