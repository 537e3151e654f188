import { ApiError } from '../../databricks/api/api-error';
import type { MlflowRun } from '../../mlflow/runs-client';
import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import { unlessDeleted } from '../../registry/unless-deleted';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { NewVersion, Traces, TrainingFacts } from './facts';

/** Under which a job run may have been noted: by MLflow, and by the training code for us. */
const JOB_RUN_TAGS = ['mlflow.databricks.jobRunID', VERSION_TAGS.jobRunId] as const;
/** A plain MLflow server has its own clock. The tags of a version decide; this only skips old versions. */
const CLOCKS_DIFFER_BY_MS = 15 * 60_000;

/** The versions of the model that have come into being since then, each with what it says about its origin. */
export async function newVersions(
  model: RegisteredModel,
  startedAt: number,
  registry: Registry,
): Promise<readonly NewVersion[]> {
  const versions = (await model.exists()) ? await model.versions() : [];
  const found: NewVersion[] = [];
  for (const version of versions.filter(({ createdAt }) => createdAt >= startedAt - CLOCKS_DIFFER_BY_MS)) {
    const tags = await unlessDeleted(() => model.tags(version.number));
    if (tags !== undefined) {
      found.push(await originOf(version, tags, registry));
    }
  }
  return found;
}

/** What the MLflow runs of this job run lead to, for a run that has left no version of the model behind. */
export async function tracesOf({ model, run }: TrainingFacts, registry: Registry): Promise<Traces> {
  const elsewhere = new Map<string, Traces['elsewhere'][number]>();
  const mlflowRunIds = new Set<string>();
  try {
    for (const key of JOB_RUN_TAGS) {
      for (const jobRunId of run.all) {
        for (const { id } of await registry.runs.tagged(key, jobRunId)) {
          mlflowRunIds.add(id);
          const versions = await registry.versionsOfRun(id, model);
          versions.forEach((version) => elsewhere.set(`${version.model} ${version.number}`, version));
        }
      }
    }
    return { elsewhere: [...elsewhere.values()], mlflowRunIds: [...mlflowRunIds] };
  } catch (error) {
    // The search only helps the message, and must not take its place.
    const unread = error instanceof ApiError ? `${error.request.doing} failed (${error.message})` : undefined;
    if (unread === undefined) {
      throw error;
    }
    return { elsewhere: [...elsewhere.values()], mlflowRunIds: [...mlflowRunIds], unread };
  }
}

async function originOf(version: ModelVersion, tags: MlflowRun['tags'], registry: Registry): Promise<NewVersion> {
  const { number, runId } = version;
  const ownIds = idsIn(tags);
  try {
    const run = (await registry.lineage(version))?.run;
    return { number, mlflowRunId: run?.id ?? runId, jobRunIds: [...new Set([...ownIds, ...idsIn(run?.tags)])] };
  } catch (error) {
    // A model of the catalog may come from another workspace, or from an experiment that is not ours to read.
    if (error instanceof ApiError && (error.kind === 'absent' || error.kind === 'permission')) {
      return { number, mlflowRunId: undefined, jobRunIds: ownIds, unread: error.message };
    }
    throw error;
  }
}

function idsIn(tags: MlflowRun['tags'] = new Map()): readonly string[] {
  return JOB_RUN_TAGS.flatMap((key) => tags.get(key) ?? []);
}
