import type { Run } from '../../databricks/wire/run';
import type { Workspace } from '../../databricks/workspace';

/** The ids by which code that ran for one run may have noted it: MLflow notes that of the task, people that of the run. */
export interface JobRunIds {
  readonly runId: string;
  /** Of the run, and of each task as it ran last. */
  readonly latest: ReadonlySet<string>;
  /** With attempts that were retried or repaired. */
  readonly all: ReadonlySet<string>;
}

export async function jobRunIds({ id, tasks }: Run, workspace: Workspace): Promise<JobRunIds> {
  const latest = new Set([id, ...tasks.map((task) => task.id)]);
  return { runId: id, latest, all: new Set([...latest, ...(await workspace.runs.idsOf(id))]) };
}
