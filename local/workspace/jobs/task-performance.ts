import { join } from 'node:path';
import type { Clock } from '../../../lib/core/clock';
import type { Permissions } from '../access/permissions';
import { PythonProgram, type ProgramEnd } from '../execution/python-program';
import { TaskFolder, type PythonResult, type PythonTask } from '../execution/python-task';
import type { ObjectTree } from '../files/object-tree';
import type { Outcome } from './ending';
import type { Run } from './run';
import type { Stopped } from './stopped';
import type { TaskRun } from './task-run';
import type { Work } from './work';

export interface TaskMeans {
  readonly clock: Clock;
  readonly tree: ObjectTree;
  readonly permissions: Permissions;
  readonly python: string;
  /** Each attempt gets a folder of its own below this one. */
  readonly runsFolder: string;
}

interface Performance {
  readonly attempt: TaskRun;
  readonly run: Run;
  readonly signal: AbortSignal;
}

/** Runs one attempt in a Python process; resolves when the process is gone. */
export async function performTask({ attempt, run, signal }: Performance, means: TaskMeans): Promise<Outcome> {
  const { work } = attempt.task;
  const obstacle = obstacleTo(work, run, means);
  if (obstacle !== undefined) {
    return { ending: 'unavailable', message: obstacle };
  }
  const folder = new TaskFolder(join(means.runsFolder, String(attempt.runId)));
  folder.writeTask(pythonTask(work, run, means));
  const program = new PythonProgram(means.python, folder, () => run.changed());
  attempt.begin(program, means.clock.now());
  run.changed();

  const end = await endOf(program, attempt, signal);
  if (signal.aborted) {
    return (signal.reason as Stopped).outcome;
  }
  attempt.result = folder.readResult() ?? crashed(end, program);
  return attempt.result.error === null
    ? { ending: 'success', message: '' }
    : { ending: 'failed', message: 'Workload failed, see run output for details' };
}

async function endOf(program: PythonProgram, attempt: TaskRun, signal: AbortSignal): Promise<ProgramEnd> {
  const stop = () => {
    attempt.phase = 'TERMINATING';
    void program.stop();
  };
  signal.addEventListener('abort', stop, { once: true });
  const end = await program.ended;
  signal.removeEventListener('abort', stop);
  return end;
}

function obstacleTo(work: Work, { origin }: Run, { tree, permissions }: TaskMeans): string | undefined {
  const { path } = work;
  const status = tree.status(path);
  const readable = permissions.allowsOnPath(origin.creator, work.kind === 'notebook' ? 'CAN_RUN' : 'CAN_READ', path);
  if (work.kind === 'python_file') {
    return status?.type === 'FILE' && readable ? undefined : `Cannot read the python file ${work.path}`;
  }
  if (status?.type !== 'NOTEBOOK' || !readable) {
    const who = origin.creator.userName;
    return (
      `Unable to access the notebook "${work.path}". Either it does not exist, ` +
      `or the identity used to run this job, ${who}, lacks the required permissions`
    );
  }
  const isPython = status.language === 'PYTHON';
  return isPython ? undefined : `The workspace stand-in does not run ${status.language} notebooks: ${work.path}`;
}

function pythonTask(work: Work, { origin }: Run, { tree }: TaskMeans): PythonTask {
  return {
    kind: work.kind,
    path: work.path,
    files: tree.folder,
    // Job parameters reach every notebook and win over its own.
    widgets: work.kind === 'notebook' ? { ...work.parameters, ...origin.jobParameters } : {},
    arguments: work.kind === 'python_file' ? work.arguments : [],
  };
}

function crashed({ exitCode, signal }: ProgramEnd, program: PythonProgram): PythonResult {
  const how = signal === null ? `exit code ${exitCode}` : `signal ${signal}`;
  const error = `The Python process ended without a result (${how}).`;
  return { exit_value: null, truncated: false, error, error_trace: program.stderr.text() };
}
