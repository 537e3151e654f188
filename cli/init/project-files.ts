import { toJson } from '../../lib/core/lossless-json';
import { projectSchema } from '../../lib/project/json-schema';
import { templateFiles } from './template-files';

interface Answers {
  readonly name: string;
  /** Repository of the pipeline templates. */
  readonly templates: string;
}

interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a new project, with the answers in place of the example's names. */
export function projectFiles({ name, templates }: Answers): readonly ProjectFile[] {
  // A file of this name would not survive in a package of npm.
  const ignored = { path: '.gitignore', text: 'mlops.local.yml\n.mlops/\n__pycache__/\n' };
  const schema = { path: 'databricks-ml/mlops.schema.json', text: `${toJson(projectSchema(), 2)}\n` };
  return [
    ...templateFiles().map(({ path, text }) => ({
      path,
      text: text.replaceAll('.ml.churn', `.ml.${name}`).replaceAll('platform/mlops-templates', templates),
    })),
    schema,
    ignored,
  ];
}
