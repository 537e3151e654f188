import type { Run } from '../../databricks/wire/run';
import type { Workspace } from '../../databricks/workspace';

/** The IDs that code of a run may have recorded: MLflow records the ID of the task run, people the ID of the run. */
export interface JobRunIds {
  readonly runId: string;
  /** The run and the last attempt of each task. */
  readonly latest: ReadonlySet<string>;
  /** Including attempts that were retried or repaired. */
  readonly all: ReadonlySet<string>;
}

export async function jobRunIds({ id, tasks }: Run, workspace: Workspace): Promise<JobRunIds> {
  const latest = new Set([id, ...tasks.map((task) => task.id)]);
  return { runId: id, latest, all: new Set([...latest, ...(await workspace.runs.idsOf(id))]) };
}
