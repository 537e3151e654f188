import { UserError } from '../../core/errors';
import { nearest } from '../../core/nearest';
import type { Workspace } from '../../databricks/workspace';
import type { WorkspaceObject } from '../../databricks/workspace-files';

/** The notebook at a workspace path; if it does not exist, the error names similar ones. */
export async function notebookAt(givenPath: string, workspace: Workspace): Promise<WorkspaceObject> {
  const path = givenPath.replace(/\.(?:py|ipynb)$/, '');
  const found = path.startsWith('/') ? await workspace.files.status(path) : undefined;
  if (found?.type === 'NOTEBOOK') {
    return { ...found, path };
  }
  throw new UserError('NOTEBOOK_NOT_FOUND', {
    what:
      found === undefined
        ? `There is no notebook at ${path} in ${workspace.url}.`
        : `${path} is a ${found.type.toLowerCase()}, not a notebook.`,
    fix: path.startsWith('/')
      ? await whatToSet(givenPath, workspace)
      : "Set 'notebookPath' to a path that begins with /, e.g. /Shared/churn/model_train.",
  });
}

async function whatToSet(givenPath: string, workspace: Workspace): Promise<string> {
  const asFile = await workspace.files.status(givenPath);
  if (asFile?.type === 'FILE') {
    return `${givenPath} is a file: set 'pythonFile' instead, or begin it with '# Databricks notebook source' and deploy it again.`;
  }
  const { folder, children } = await nearestFolder(givenPath, workspace);
  const notebooks = children.filter(({ type }) => type === 'NOTEBOOK').map(({ path }) => path);
  const close = nearest(givenPath, notebooks);
  const listed = close.length > 0 ? close : children.map(({ path }) => path).slice(0, 10);
  return listed.length > 0
    ? `Set 'notebookPath' to one of: ${listed.join(', ')}.`
    : `Deploy the notebook first; ${folder} ${folder === '/' ? 'shows nothing to this identity' : 'is empty'}.`;
}

/** The lowest folder on the way to `path` that exists. */
async function nearestFolder(
  path: string,
  workspace: Workspace,
): Promise<{ folder: string; children: readonly WorkspaceObject[] }> {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    const children = await workspace.files.list(folder);
    if (children !== undefined || folder === '/') {
      return { folder, children: children ?? [] };
    }
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';
}
