import { posix } from 'node:path';
import { placeOf } from '../../core/address';
import { UserError } from '../../core/errors';
import { ApiError } from '../../databricks/api/api-error';
import type { RunFacts } from '../../task/host';
import { destinationProblem } from '../destination';
import { RECORD_NAME } from '../source/source-file';
import type { DeploymentStore } from '../store/store';
import { readRecord, type DeploymentRecord, type RecordedRun } from './deployment-record';

/** The path of a deployment's record. */
export function recordPath({ destination }: DeploymentStore): string {
  return posix.join(destination.path, RECORD_NAME);
}

/** The record at the destination; refuses one of another repository. */
export async function foundRecord(store: DeploymentStore, facts: RunFacts): Promise<DeploymentRecord | undefined> {
  const record = await recordAt(recordPath(store), store);
  if (record !== undefined && !isOwned(record.run)) {
    throw ownerless(store, record);
  }
  if (record !== undefined && !isOfSameCode(record.run, facts)) {
    throw taken(store, `holds a deployment of ${named(record.run)}`);
  }
  return record;
}

/** One check for each parent folder: a deployment there would treat the destination as foreign files. */
export function checksForAnother(store: DeploymentStore): readonly (() => Promise<void>)[] {
  return foldersThatMayHoldOne(store).map((folder) => () => refuseInside(folder, store));
}

async function refuseInside(folder: string, store: DeploymentStore): Promise<void> {
  const text = await store.text(posix.join(folder, RECORD_NAME)).catch(unlessForbidden);
  const record = text === undefined ? undefined : readRecord(text);
  // A file of that name that is not a record is unrelated to deployments.
  if (record !== undefined) {
    throw taken(
      store,
      'newerVersion' in record
        ? `is inside ${folder}, a deployment by a newer version of the extension`
        : `is inside ${record.deployedPath}, a deployment of ${named(record.run)}`,
    );
  }
}

export async function recordAt(path: string, store: DeploymentStore): Promise<DeploymentRecord | undefined> {
  const text = await store.text(path);
  const record = text === undefined ? undefined : readRecord(text);
  if (text !== undefined && record === undefined) {
    throw taken(store, `is in use: ${path} is not the record of a deployment`);
  }
  if (record !== undefined && 'newerVersion' in record) {
    throw new UserError('DESTINATION_TAKEN', {
      what: `${path} was written by a newer version of the extension (record version ${record.newerVersion}).`,
      fix: 'Update the extension in this organization, or choose another destination.',
    });
  }
  return record;
}

/** An identity that may not read a folder has not deployed there. */
function unlessForbidden(error: unknown): undefined {
  if (error instanceof ApiError && error.kind === 'permission') {
    return undefined;
  }
  throw error;
}

function foldersThatMayHoldOne({ destination }: DeploymentStore): readonly string[] {
  const above: string[] = [];
  for (let folder = posix.dirname(destination.path); folder !== '/'; folder = posix.dirname(folder)) {
    above.push(folder);
  }
  return above.filter((folder) => destinationProblem(folder) === undefined);
}

function isOfSameCode(run: RecordedRun, facts: RunFacts): boolean {
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  return (
    placeOf(run.organization) === placeOf(facts.organization) &&
    same(run.project, facts.project) &&
    same(run.repository, facts.repository.name)
  );
}

/** Older versions deployed from classic releases without some variables, and recorded what they knew. */
function isOwned({ organization, project, repository }: RecordedRun): boolean {
  return ![organization, project, repository].includes('');
}

function ownerless({ destination }: DeploymentStore, { run, writtenBy }: DeploymentRecord): UserError {
  const { shown } = destination;
  return new UserError('DESTINATION_TAKEN', {
    what: `${shown} contains a deployment that does not name its repository (project '${run.project}', pipeline '${run.pipeline}', written by version ${writtenBy} of the extension).`,
    fix: `If it is yours, delete the folder ${shown} and re-run this stage, which deploys again; otherwise choose another destination.`,
  });
}

export function named({ project, pipeline, repository, runUrl }: RecordedRun): string {
  const by = runUrl === undefined ? '' : `, ${runUrl}`;
  return `repository '${repository}' (project '${project}', pipeline '${pipeline}'${by})`;
}

function taken({ destination }: DeploymentStore, why: string): UserError {
  return new UserError('DESTINATION_TAKEN', {
    what: `${destination.shown} ${why}.`,
    fix: "Choose another destination, or remove what is there with 'mode: remove' in its own pipeline.",
  });
}
