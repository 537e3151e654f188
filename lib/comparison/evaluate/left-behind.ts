import { parseJson, toJson } from '../../core/lossless-json';
import type { Workspace } from '../../databricks/workspace';
import { cancelLeftRun } from '../../runs/wait/clean-up';
import { LEFT_TO_CANCEL } from '../../runs/wait/left-to-cancel';
import type { TaskHost } from '../../task/host';
import { removeStorage } from './remove-storage';
import type { EvaluationStorage } from './storage';

const CHAMPION = 'champion-';
const STORAGE = 'storageToRemove';

/** What an evaluation leaves to the post-job step: the runs of two scorers may be alive at once. */
export const LEFT_BY_EVALUATION = [
  ...LEFT_TO_CANCEL,
  ...LEFT_TO_CANCEL.map((name) => CHAMPION + name),
  STORAGE,
] as const;

/** The pipeline of the run that scores the champion: what it leaves is remembered apart, and `stop` ends it early. */
export function championHost(host: TaskHost, stop: AbortSignal): TaskHost {
  return derived(host, {
    signal: AbortSignal.any([host.signal, stop]),
    remember: (name, value, kind) => host.remember(CHAMPION + name, value, kind),
    recall: (name) => host.recall(CHAMPION + name),
  });
}

/** The same with another signal. */
export function stoppable(host: TaskHost, stop: AbortSignal): TaskHost {
  return derived(host, { signal: AbortSignal.any([host.signal, stop]) });
}

/** A host may be a class with private fields, whose methods work on itself only. */
function derived(host: TaskHost, changes: Partial<TaskHost>): TaskHost {
  return new Proxy(host, {
    get: (target, name) => {
      const value: unknown = Reflect.get(name in changes ? changes : target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

export function rememberStorage(storage: EvaluationStorage, host: TaskHost): void {
  host.remember(STORAGE, encodeURIComponent(toJson({ ...storage })));
}

export function forgetStorage(host: TaskHost): void {
  host.remember(STORAGE, '');
}

/** Whether the post-job step has to make sure that a run has ended. */
export function isRunLeft(host: TaskHost): boolean {
  return LEFT_TO_CANCEL.some((name) => [name, CHAMPION + name].some((each) => (host.recall(each) ?? '') !== ''));
}

/** After the job: ends the runs that the step left alive, then deletes the rows that it left. */
export async function cleanUpEvaluation({ host, workspace }: { host: TaskHost; workspace: Workspace }): Promise<void> {
  await cancelLeftRun({ host, workspace });
  await cancelLeftRun({ host: championHost(host, host.signal), workspace });
  const kept = host.recall(STORAGE) ?? '';
  if (kept !== '') {
    // Only `rememberStorage` writes it.
    const storage = parseJson(decodeURIComponent(kept)) as unknown as EvaluationStorage;
    await removeStorage(storage, workspace);
    forgetStorage(host);
    host.log.info(`Deleted the rows of the comparison that the step left in ${storage.rows} and ${storage.labels}`);
  }
}
