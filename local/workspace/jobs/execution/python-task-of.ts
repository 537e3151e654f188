import { rootedPath, type PythonStorage } from '../../execution/python-storage';
import type { GitFolder, PythonTask } from '../../execution/python-task';
import type { Repo } from '../../repos/repo';
import type { Run } from '../runs/run';
import type { WorkspaceAddress } from '../runs/run-json';
import type { TaskRun } from '../runs/task-run';
import { jobParametersOf } from './dynamic-values';

export interface PythonTaskDependencies {
  readonly address: WorkspaceAddress;
  readonly storage: PythonStorage;
  readonly repos: { containing(path: string): Repo | undefined };
}

/** The task for the Python process of an attempt. */
export function pythonTask(attempt: TaskRun, run: Run, dependencies: PythonTaskDependencies): PythonTask {
  const { address, storage } = dependencies;
  const { work, task } = attempt;
  const { origin } = run;
  const isWheel = work.kind === 'wheel';
  // Every notebook gets the job parameters, which win over its own.
  const parameters = jobParametersOf({ run, attempt, address });
  return {
    kind: work.kind,
    path: isWheel ? '' : work.path,
    wheel: isWheel ? { package: work.package, entry_point: work.entryPoint } : null,
    widgets: work.kind === 'notebook' ? { ...work.parameters, ...parameters } : {},
    arguments: argumentsOf(attempt),
    wheels: task.wheels.map(rootedPath),
    identity: {
      user_name: origin.runAs.userName,
      org_id: address.orgId,
      job_id: String(origin.jobId),
      run_id: String(attempt.runId),
      job_run_id: String(run.runId),
      task_key: task.key,
      run_name: origin.settings.name,
    },
    storage,
    git_folder: isWheel ? null : gitFolder(work.path, dependencies),
    upstream_values: Object.fromEntries(
      run.attempts.filter(({ outcome }) => outcome !== undefined).map((each) => [each.task.key, each.values]),
    ),
  };
}

function gitFolder(path: string, { repos }: PythonTaskDependencies): GitFolder | null {
  const repo = repos.containing(path.replace(/^\/Workspace\//, '/'));
  if (repo === undefined) {
    return null;
  }
  const { url, provider, headCommitId: commit, branch } = repo;
  return { url, provider, commit, branch, relative_path: path.slice(path.indexOf(repo.path) + repo.path.length + 1) };
}

function argumentsOf({ work }: TaskRun): readonly string[] {
  switch (work.kind) {
    case 'notebook':
      return [];
    case 'python_file':
      return work.arguments;
    case 'wheel':
      return [...work.arguments, ...Object.entries(work.named).map(([name, value]) => `--${name}=${value}`)];
  }
}
