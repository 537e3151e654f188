import { PYTHON_FOLDER } from '../python-environment/places';
import { notebookMlflowEnvironment } from './notebook-environment';

export interface RunAccess {
  readonly host: string;
  /** A token for the identity of the run, valid while it runs. */
  readonly token: string;
}

/** Built, not inherited: the code under test must not see the user's environment. */
export function runEnvironment(home: string, { host, token }: RunAccess): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    PYTHONPATH: PYTHON_FOLDER,
    PYTHONUNBUFFERED: '1',
    DATABRICKS_HOST: host,
    DATABRICKS_TOKEN: token,
    // Project code checks this variable to see whether it runs on Databricks.
    DATABRICKS_RUNTIME_VERSION: '17.3',
    ...notebookMlflowEnvironment(),
  };
}
