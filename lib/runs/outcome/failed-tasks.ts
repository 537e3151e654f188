import type { Run, TaskRun } from '../../databricks/wire/run';
import type { RunOutput } from '../../databricks/wire/run-output';
import type { Workspace } from '../../databricks/workspace';
import { outcomeOf } from './outcome';

/** Reading the output of more tasks than this would drown the first cause. */
const MOST_OUTPUTS = 10;
const NEVER_RAN = new Set(['UPSTREAM_FAILED', 'UPSTREAM_CANCELED', 'EXCLUDED', 'SKIPPED', 'DISABLED']);

export interface FailedTask {
  readonly key: string;
  readonly pageUrl: string | undefined;
  readonly resultState: string;
  readonly because: string;
  /** Its libraries could not be installed, so it never began. */
  readonly lacksLibraries: boolean;
  /** Undefined where the task never ran, or where its output could not be read. */
  readonly output: RunOutput | undefined;
}

/** The tasks that did not succeed, those that ran first, each with its output as far as that can be read. */
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

/** A report about a failure must not fail: what cannot be read is left out. */
async function outputOf({ id }: TaskRun, workspace: Workspace): Promise<RunOutput | undefined> {
  try {
    return await workspace.runs.output(id, { budgetMs: 30_000 });
  } catch {
    return undefined;
  }
}
