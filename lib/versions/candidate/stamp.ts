import { UserError } from '../../core/errors';
import type { Registry } from '../../registry/registry';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { Marks } from './marks';

/** A version, and its MLflow run if accessible. */
export interface Stamped {
  readonly modelName: string;
  readonly version: number;
  readonly mlflowRunId: string | undefined;
}

/**
 * Sets our tags on the version and its MLflow run, and returns all tags of the version. Sets none if one of the two has
 * another commit; does not write existing tags again.
 */
export async function stamp(
  { modelName, version, mlflowRunId }: Stamped,
  marks: Marks,
  registry: Registry,
): Promise<ReadonlyMap<string, string>> {
  const model = registry.model(modelName);
  const present = await model.tags(version);
  const onRun = mlflowRunId === undefined ? undefined : (await registry.runs.run(mlflowRunId)).tags;
  refuseOtherCommit(`Version ${version} of ${model.name}`, present, marks);
  refuseOtherCommit(`MLflow run ${mlflowRunId}, from which version ${version} of ${model.name} comes,`, onRun, marks);
  const missing = Object.fromEntries(missingFrom(present, marks));
  if (Object.keys(missing).length > 0) {
    await model.setTags(missing, version);
  }
  if (mlflowRunId !== undefined && onRun !== undefined) {
    const missingOnRun = Object.fromEntries(missingFrom(onRun, marks));
    if (Object.keys(missingOnRun).length > 0) {
      await registry.setRunTags(mlflowRunId, missingOnRun);
    }
  }
  return new Map([...present, ...Object.entries(marks)]);
}

function missingFrom(present: ReadonlyMap<string, string>, marks: Marks): readonly (readonly [string, string])[] {
  return Object.entries(marks).filter(([key, value]) => present.get(key) !== value);
}

function refuseOtherCommit(what: string, tags: ReadonlyMap<string, string> | undefined, marks: Marks): void {
  const there = tags?.get(VERSION_TAGS.commit);
  const ours = marks[VERSION_TAGS.commit];
  if (there !== undefined && ours !== undefined && there !== ours) {
    throw new UserError('STAMP_CONFLICT', {
      what: `${what} is stamped with commit ${there}, but this pipeline run has commit ${ours}.`,
      fix: 'Train again in this pipeline run, or go on in a pipeline run of that commit.',
    });
  }
}
