import type { PythonStorage } from '../../execution/python-storage';
import type { OwnPackages } from '../../python-environment/run-environments';
import type { TaskRun } from '../runs/task-run';
import { requirementLines } from './requirement-lines';

/** What the environment of the task installs; undefined when every run has it. */
export function ownPackages({ task: { environment } }: TaskRun, storage: PythonStorage): OwnPackages | undefined {
  return environment === undefined || environment.dependencies.length === 0
    ? undefined
    : { version: environment.version, requirements: requirementLines(environment.dependencies, storage) };
}

/** Undefined once the run is stopped: an installation goes on for the runs that wait for it, and for later ones. */
export function unlessStopped<T>(made: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
    const done = () => signal.removeEventListener('abort', stop);
    made.finally(done).then((value) => resolve(signal.aborted ? undefined : value), reject);
  });
}
