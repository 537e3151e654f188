import { join } from 'node:path';
import { notebookMlflowEnvironment } from '../mlflow/notebook-environment';

export interface RunAccess {
  readonly host: string;
  /** Opens the workspace as the identity of the run, as long as the run lasts. */
  readonly token: string;
}

/** Built, not inherited: nothing of the user's own environment reaches the code under test. */
export function runEnvironment(home: string, { host, token }: RunAccess): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    PYTHONPATH: join(__dirname, '..', 'python'),
    PYTHONUNBUFFERED: '1',
    DATABRICKS_HOST: host,
    DATABRICKS_TOKEN: token,
    // Project code asks for this to learn whether it runs on Databricks.
    DATABRICKS_RUNTIME_VERSION: '17.3',
    ...notebookMlflowEnvironment(),
  };
}
