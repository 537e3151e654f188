import type { Deployment } from '../../contracts/contract';
import { UserError } from '../../core/errors';

export interface WantedNotebook {
  /** Relative to the project file. */
  readonly notebook: string;
  /** The project file, relative to the sources. */
  readonly configFile: string;
}

/** The workspace path of a project's notebook, from its deployment. */
export function deployedNotebook({ notebook, configFile }: WantedNotebook, deployment: Deployment | undefined): string {
  if (deployment === undefined) {
    throw notThere(
      `${configFile} names the notebook '${notebook}', and no deployment of this commit in the evidence folder says where it stands.`,
    );
  }
  const inSources = [...configFile.split('/').slice(0, -1), ...notebook.replace(/\.(?:py|ipynb)$/, '').split('/')];
  const paths = inSources.map((_, index) => inSources.slice(index).join('/'));
  // Maybe only a folder of the sources was deployed; a Git folder has all files.
  const found = deployment.files === undefined ? paths[0] : paths.find((path) => holds(deployment, path));
  if (found === undefined || found === '') {
    throw notThere(
      `${configFile} names the notebook '${notebook}', which is not among the ${deployment.fileCount} files in ${deployment.deployedPath}.`,
    );
  }
  return `${deployment.deployedPath}/${found}`;
}

function holds({ files = [] }: Deployment, path: string): boolean {
  return files.some((file) => file.kind === 'notebook' && file.path.replace(/\.(?:py|ipynb)$/, '') === path);
}

function notThere(what: string): UserError {
  return new UserError('NOTEBOOK_NOT_FOUND', {
    what,
    fix: "Run DatabricksDeployCode for the folder with the notebook before this step, or set 'notebookPath' to its workspace path.",
  });
}
