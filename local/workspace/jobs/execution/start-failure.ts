import { statSync } from 'node:fs';
import type { Permissions } from '../../access/permissions';
import { fileBehind, type PythonStorage } from '../../execution/python-storage';
import type { ObjectTree } from '../../files/object-tree';
import type { Identity } from '../../identity/identity';
import type { Outcome } from '../runs/ending';
import type { Run } from '../runs/run';
import type { TaskRun } from '../runs/task-run';

export interface StartDependencies {
  readonly tree: ObjectTree;
  readonly permissions: Permissions;
  readonly storage: PythonStorage;
}

/** The reason why an attempt fails before its process starts. */
export function startFailureOf(
  { task, work }: TaskRun,
  { origin }: Run,
  dependencies: StartDependencies,
): Outcome | undefined {
  const missing = task.wheels.find((wheel) => !isFile(fileBehind(wheel, dependencies.storage)));
  if (missing !== undefined) {
    return { ending: 'libraryFailed', message: `Library installation failed: the file ${missing} does not exist` };
  }
  switch (work.kind) {
    case 'notebook':
      return unavailable(notebookFailure(work.path, origin.runAs, dependencies));
    case 'python_file':
      return unavailable(fileFailure(work.path, origin.runAs, dependencies));
    case 'wheel':
      return undefined;
  }
}

function unavailable(message: string | undefined): Outcome | undefined {
  return message === undefined ? undefined : { ending: 'unavailable', message };
}

function fileFailure(path: string, caller: Identity, dependencies: StartDependencies): string | undefined {
  const objectPath = path.replace(/^\/Workspace(?=\/)/, '');
  const isAllowed = dependencies.permissions.allowsOnPath(caller, 'CAN_READ', objectPath);
  const isPresent =
    objectPath === path
      ? isFile(fileBehind(path, dependencies.storage))
      : dependencies.tree.status(objectPath)?.type === 'FILE';
  return isPresent && isAllowed ? undefined : `Cannot read the python file ${objectPath}`;
}

function notebookFailure(path: string, caller: Identity, dependencies: StartDependencies): string | undefined {
  const status = dependencies.tree.status(path);
  if (status?.type !== 'NOTEBOOK' || !dependencies.permissions.allowsOnPath(caller, 'CAN_RUN', path)) {
    return (
      `Unable to access the notebook "${path}". Either it does not exist, ` +
      `or the identity used to run this job, ${caller.userName}, lacks the required permissions`
    );
  }
  const isPython = status.language === 'PYTHON';
  return isPython ? undefined : `The workspace stand-in does not run ${status.language} notebooks: ${path}`;
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    // Any error of the disk (missing, below a file, too long) means that there is no such file.
    return false;
  }
}
