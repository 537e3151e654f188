import type { Run, TaskRun } from '../../databricks/wire/run';
import type { RunOutput } from '../../databricks/wire/run-output';
import type { Workspace } from '../../databricks/workspace';
import { outcomeOf } from './outcome';

/** The output of more tasks would hide the first cause. */
const MOST_OUTPUTS = 10;
const NEVER_RAN = new Set(['UPSTREAM_FAILED', 'UPSTREAM_CANCELED', 'EXCLUDED', 'SKIPPED', 'DISABLED']);

export interface FailedTask {
  readonly key: string;
  readonly pageUrl: string | undefined;
  readonly resultState: string;
  readonly because: string;
  /** Its libraries could not be installed, so it never began. */
  readonly lacksLibraries: boolean;
  /** Undefined if the task never ran or its output could not be read. */
  readonly output: RunOutput | undefined;
}

/** The failed tasks, earliest first, with their output if it can be read. */
export async function failedTasks(run: Run, workspace: Workspace): Promise<readonly FailedTask[]> {
  const failed = run.tasks.filter(({ state }) => !outcomeOf(state).succeeded);
  const ran = failed.filter(({ state }) => !NEVER_RAN.has(outcomeOf(state).resultState));
  const withOutput = await Promise.all(
    ran.map(async (task, index) => describe(task, index < MOST_OUTPUTS ? await outputOf(task, workspace) : undefined)),
  );
  const others = failed.filter((task) => !ran.includes(task)).map((task) => describe(task, undefined));
  return [...withOutput, ...others];
}

function describe({ key, pageUrl, state }: TaskRun, output: RunOutput | undefined): FailedTask {
  const { resultState, because } = outcomeOf(state);
  const lacksLibraries = state.terminationCode === 'LIBRARY_INSTALLATION_ERROR';
  return { key, pageUrl, resultState, because, lacksLibraries, output };
}

/** A report about a failure must not fail, so it omits what cannot be read. */
async function outputOf({ id }: TaskRun, workspace: Workspace): Promise<RunOutput | undefined> {
  try {
    return await workspace.runs.output(id, { budgetMs: 30_000 });
  } catch {
    return undefined;
  }
}
