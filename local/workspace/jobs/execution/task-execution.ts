import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../../lib/core/clock';
import { UserError } from '../../../../lib/core/errors';
import type { Interpreters } from '../../execution/interpreters';
import { PythonProgram, type ProgramEnd } from '../../execution/python-program';
import { fileBehind, type PythonStorage } from '../../execution/python-storage';
import { TaskFolder, type PythonResult } from '../../execution/python-task';
import { runEnvironment } from '../../execution/run-environment';
import type { Identity } from '../../identity/identity';
import type { Outcome } from '../runs/ending';
import type { Run } from '../runs/run';
import type { WorkspaceAddress } from '../runs/run-json';
import type { Stopped } from '../runs/stopped';
import type { TaskRun } from '../runs/task-run';
import type { Work } from '../settings/work';
import { UnknownReference, withValues } from './dynamic-values';
import { ownPackages, unlessStopped } from './own-packages';
import { pythonTask, type PythonTaskDependencies } from './python-task-of';
import { LibraryMissing } from './requirement-lines';
import { startFailureOf, type StartDependencies } from './start-failure';

export interface TaskDependencies extends StartDependencies {
  readonly clock: Clock;
  readonly python: Interpreters;
  readonly address: WorkspaceAddress;
  readonly storage: PythonStorage;
  readonly repos: PythonTaskDependencies['repos'];
  readonly runTokens: RunTokens;
  /** Each attempt gets its own folder below this one. */
  readonly runsFolder: string;
}

/** Credentials for code of a run that calls the workspace. */
export interface RunTokens {
  issue(identity: Identity): string;
  expire(token: string): void;
}

interface TaskExecution {
  readonly attempt: TaskRun;
  readonly run: Run;
  readonly signal: AbortSignal;
}

/** Runs one attempt in a Python process; resolves when the process has ended. */
export async function executeTask(execution: TaskExecution, dependencies: TaskDependencies): Promise<Outcome> {
  try {
    return await runAttempt(execution, dependencies);
  } catch (error) {
    if (error instanceof UnknownReference) {
      return { ending: 'unavailable', message: error.message };
    }
    if (error instanceof UserError) {
      return { ending: 'libraryFailed', message: error.message };
    }
    if (error instanceof LibraryMissing) {
      return { ending: 'libraryFailed', message: `Library installation failed: ${error.message}` };
    }
    throw error;
  }
}

async function runAttempt(execution: TaskExecution, dependencies: TaskDependencies): Promise<Outcome> {
  const { attempt, run } = execution;
  attempt.work = withValues(attempt.task.work, { run, attempt, address: dependencies.address });
  const failure = startFailureOf(attempt, run, dependencies);
  if (failure !== undefined) {
    return failure;
  }
  const token = dependencies.runTokens.issue(run.origin.runAs);
  try {
    return await runPython(execution, token, dependencies);
  } finally {
    dependencies.runTokens.expire(token);
  }
}

async function runPython(
  { attempt, run, signal }: TaskExecution,
  token: string,
  dependencies: TaskDependencies,
): Promise<Outcome> {
  const folder = new TaskFolder(join(dependencies.runsFolder, String(attempt.runId)));
  folder.writeTask(pythonTask(attempt, run, dependencies));
  const environment = runEnvironment(folder.folder, { host: dependencies.address.host, token });
  const code = codeOf(attempt.work, dependencies.storage);
  const python = await unlessStopped(dependencies.python.for(code, ownPackages(attempt, dependencies.storage)), signal);
  if (python === undefined) {
    return (signal.reason as Stopped).outcome;
  }
  const program = new PythonProgram(python, { folder, environment }, () => run.changed());
  attempt.begin(program, dependencies.clock.now());
  run.changed();

  const end = await endOf(program, attempt, signal);
  dependencies.python.ended(python, code);
  const values = folder.readTaskValues();
  attempt.values = values ?? {};
  if (signal.aborted) {
    return (signal.reason as Stopped).outcome;
  }
  attempt.result = values === undefined ? UNREADABLE_VALUES : (folder.readResult() ?? crashed(end, program));
  return attempt.result.error === null
    ? { ending: 'success', message: '' }
    : { ending: 'failed', message: 'Workload failed, see run output for details' };
}

const UNREADABLE_VALUES: PythonResult = {
  exit_value: null,
  truncated: false,
  error: 'The task values of the task are not a JSON object.',
  error_trace: null,
};

/** The code of the task; a wheel may need any package. */
function codeOf(work: Work, storage: PythonStorage): string {
  return work.kind === 'wheel' ? 'spark' : readFileSync(fileBehind(work.path, storage), 'utf8');
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

function crashed({ exitCode, signal }: ProgramEnd, program: PythonProgram): PythonResult {
  const how = signal === null ? `exit code ${exitCode}` : `signal ${signal}`;
  const error = `The Python process ended without a result (${how}).`;
  return { exit_value: null, truncated: false, error, error_trace: program.stderr.text() };
}
