import { UserError } from '../../core/errors';
import { lastLines } from '../../core/last-lines';
import type { Run } from '../../databricks/wire/run';
import type { Workspace } from '../../databricks/workspace';
import type { TaskHost } from '../../task/host';
import { failedTasks, type FailedTask } from './failed-tasks';
import { cellUrl, failingCell } from './failing-cell';
import { outcomeOf } from './outcome';

export type LogOutput = 'none' | 'errors' | 'tail';

export interface FailureContext {
  readonly workspace: Workspace;
  readonly host: TaskHost;
  readonly logOutput: LogOutput;
  /** ID of the run's notebook if known, for a link to the failing cell. */
  readonly notebookId?: string | undefined;
}

const NEXT_STEP: Readonly<Record<string, string>> = {
  FAILED: 'Correct the cause named above',
  TIMEDOUT: "Raise 'timeoutMinutes' or the job's own limit, or find out what took so long",
  CANCELED: 'Someone cancelled the run: re-run this stage when that was a mistake',
  SKIPPED: "Wait for the job's other runs, raise its maximum of concurrent runs, or turn on its queue",
  SUCCESS_WITH_FAILURES: 'Correct the tasks that failed; a run with failed tasks does not count as a success',
  INTERNAL_ERROR: 'Re-run this stage; ask Databricks support when it happens again',
  UNKNOWN: 'Find out on the run page how it ended',
};

/** Logs why the run did not succeed, as far as `logOutput` allows, and returns the error to throw. */
export async function reportFailure(run: Run, context: FailureContext): Promise<UserError> {
  const { host, workspace, logOutput } = context;
  const tasks = await failedTasks(run, workspace);
  tasks.forEach((task) => logTask(task, context));
  const { resultState, because } = outcomeOf(run.state);
  const withoutLibraries = tasks.find(({ lacksLibraries }) => lacksLibraries);
  if (withoutLibraries !== undefined) {
    return librariesMissing(withoutLibraries, run, context);
  }
  const cause = logOutput === 'none' ? undefined : tasks.map(errorOf).find((text) => text !== undefined);
  const reason = logOutput === 'none' ? because.split(':')[0] : (cause ?? because);
  return new UserError('RUN_FAILED', {
    what: host.redacted(`Run ${run.id} ended ${resultState} (${reason}).`),
    fix: `${NEXT_STEP[resultState] ?? NEXT_STEP['FAILED']} — ${run.pageUrl ?? workspace.url}`,
  });
}

/** What the installer says is no output of the code, and stands in the log whatever `logOutput` is. */
function librariesMissing({ key, because }: FailedTask, run: Run, { host, workspace }: FailureContext): UserError {
  const reason = lastLines(because.replace(/^LIBRARY_INSTALLATION_ERROR: /, ''), { lines: 12 });
  return new UserError('LIBRARIES_NOT_INSTALLED', {
    what: host.redacted(
      `Run ${run.id} did not begin: the libraries of task ${key} could not be installed (${reason}).`,
    ),
    fix: `Correct the versions named above, or the package index that the workspace installs from — ${run.pageUrl ?? workspace.url}`,
  });
}

function errorOf({ key, output }: FailedTask): string | undefined {
  return output?.error === undefined ? undefined : `task ${key}: ${lastLines(output.error, { lines: 3 })}`;
}

function logTask(task: FailedTask, { host, workspace, logOutput, notebookId }: FailureContext): void {
  const { key, pageUrl, resultState, because, output } = task;
  const reason = logOutput === 'none' ? '' : ` (${because})`;
  host.log.info(`Task ${key}: ${resultState}${reason}${pageUrl === undefined ? '' : ` — ${pageUrl}`}`);
  if (logOutput === 'none' || output === undefined) {
    return;
  }
  const trace = output.errorTrace ?? output.error ?? '';
  const cell = failingCell(trace);
  if (cell !== undefined) {
    const where = notebookId === undefined ? '' : ` — ${cellUrl(workspace.url, notebookId, cell)}`;
    host.log.info(
      `Task ${key}: failed in cell ${cell.command}${cell.line === undefined ? '' : `, line ${cell.line}`}${where}`,
    );
  }
  logTail(`Trace of task ${key}`, trace, host);
  if (logOutput === 'tail') {
    logTail(`Last output of task ${key}`, output.logs ?? '', host);
  }
}

/** Shows the end of a text, folded; nothing for an empty text. */
export function logTail(title: string, text: string, host: TaskHost): void {
  if (text.trim() !== '') {
    host.log.group(title, lastLines(text, { lines: 200 }).split('\n'));
  }
}
