import { UserError } from '../../core/errors';
import { nearest } from '../../core/nearest';
import type { Workspace } from '../../databricks/workspace';

/** Refuses a workspace path at which no file stands. Volume and dbfs paths are left to the service to judge. */
export async function requirePythonFile(path: string, workspace: Workspace): Promise<void> {
  if (/^(?:\/Volumes\/|\/?dbfs:?\/|[a-z0-9]+:\/)/.test(path)) {
    return;
  }
  const found = path.startsWith('/') ? await workspace.files.status(path) : undefined;
  if (found?.type === 'FILE') {
    return;
  }
  if (found?.type === 'NOTEBOOK') {
    throw new UserError('PYTHON_FILE_NOT_FOUND', {
      what: `${path} is a notebook, not a file.`,
      fix: "Set 'notebookPath' instead of 'pythonFile'.",
    });
  }
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';
  const files = ((await workspace.files.list(folder)) ?? [])
    .filter(({ type }) => type === 'FILE')
    .map((file) => file.path);
  const close = nearest(path, files);
  throw new UserError('PYTHON_FILE_NOT_FOUND', {
    what: `There is no file at ${path} in ${workspace.url}.`,
    fix:
      close.length > 0
        ? `Set 'pythonFile' to one of: ${close.join(', ')}.`
        : "Deploy the file first; 'pythonFile' is a path of the workspace, not of the agent.",
  });
}
