import type { Answers } from './answers';

/** What to do with a new project, in order. */
export function nextSteps({ registry, isMinimal }: Answers): readonly string[] {
  const own = isMinimal
    ? ['Name your tables, label and notebook in databricks-ml/mlops.yml first; it lists what each word means.', '']
    : [];
  const limit =
    registry === 'mlflow'
      ? [
          '',
          'release.yml compares two versions, which a plain MLflow server cannot: use Unity Catalog or the workspace',
          'registry in Prod.',
        ]
      : [];
  return [
    ...own,
    'Next, in the new folder, try the pipeline of pull requests on this machine:',
    '  git init -b main && git add . && git commit -m "New model project"',
    '  mlops workspace --connect     starts a local workspace; leave it running, and in another terminal:',
    '  mlops run azure-pipelines/pull-request.yml --pull-request 1',
    'databricks-ml/mlops.yml is the file to read first.',
    ...limit,
  ];
}
