import { OWN_NAME } from '../own-name';
import type { Answers } from './answers';

/** What to do with a new project, in order. */
export function nextSteps({ registry, isMinimal }: Answers, folder: string): readonly string[] {
  const enter = folder === '.' ? '' : `cd ${folder} && `;
  return [
    ...(isMinimal ? ['First name your tables, label and notebook in databricks-ml/mlops.yml.', ''] : []),
    'Next, try the pipeline of pull requests on this machine:',
    `  ${enter}git init -b main && git add . && git commit -m "New model project"`,
    `  ${OWN_NAME} workspace --connect     starts a local workspace; leave it running, and in another terminal:`,
    `  ${OWN_NAME} run azure-pipelines/pull-request.yml --pull-request 1`,
    'When it is green, take the commit to production:',
    `  ${OWN_NAME} run azure-pipelines/main.yml --approve QA`,
    '  git switch -c release/1.0',
    `  ${OWN_NAME} run azure-pipelines/release.yml --approve Promote`,
    'Read databricks-ml/mlops.yml first; it has what your team decides.',
    ...(registry === 'mlflow' ? NOT_COMPARED : []),
  ];
}

const NOT_COMPARED = [
  '',
  'release.yml compares versions, which a plain MLflow server cannot do: in Prod, use Unity Catalog or the workspace',
  'registry.',
];
