import { formatDuration } from '../core/durations';
import { UserError } from '../core/errors';
import { forgetFolder } from '../creations/forget-folder';
import { RECORDS_FOLDER } from '../creations/records-folder';
import type { Workspace } from '../databricks/workspace';
import { FACTS_OF_DEPLOYMENTS, requireKnownRun } from '../evidence/known-run';
import type { TaskHost } from '../task/host';
import { recordHead, type DeploymentContext } from './context';
import type { Deployed } from './deploy';
import { destinationOf } from './destination';
import { removeEmptyFolders } from './execute-plan';
import { capped, count } from './plan/log-plan';
import { observe, type Observation } from './plan/observation';
import { ourObjects, ourTargets, type OurObject } from './plan/ours';
import { recordText, type DeploymentRecord, type Touched } from './record/deployment-record';
import { foundRecord } from './record/found-record';
import { foundAgain, overtaken } from './record/overtaken';
import { writeRecord } from './record/write-record';
import { foldersAbove } from './source/notebook';
import { RECORD_NAME } from './source/source-file';
import { openLanes } from './store/lanes';
import { openStore } from './store/open-store';

interface RemoveInputs {
  readonly destination: string;
  readonly parallelRequests: number;
}

interface Context {
  readonly workspace: Workspace;
  readonly host: TaskHost<keyof Deployed>;
}

/** Removes only what the record at the destination lists. */
export async function removeDeployment(inputs: RemoveInputs, { workspace, host }: Context): Promise<Deployed> {
  requireKnownRun(host, FACTS_OF_DEPLOYMENTS);
  const store = openStore(destinationOf(inputs.destination), workspace);
  host.setOutputs({ deployedPath: store.destination.shown });
  const context: DeploymentContext = { store, lanes: openLanes(inputs.parallelRequests, host.signal), host, workspace };
  const begunAt = host.clock.now();
  const record = await foundRecord(store, host.facts);
  const removed = record === undefined ? await nothingToRemove(context) : await remove(record, context);
  if (record !== undefined) {
    host.log.info(
      `Removed ${store.destination.shown}: ${count(removed, 'file')} deleted; ${count(store.requests, 'request')} in ${formatDuration(host.clock.now() - begunAt)}`,
    );
  }
  return {
    deployedPath: store.destination.shown,
    deployedCommit: '',
    filesUploaded: '0',
    filesUnchanged: '0',
    filesDeleted: String(removed),
    contentSha256: '',
  };
}

/** A clean-up may run twice, but a folder with others' files is an error. */
async function nothingToRemove({ store, host }: DeploymentContext): Promise<number> {
  const { shown } = store.destination;
  const children = await store.list('');
  const isRecorded = children?.some(({ target }) => target === RECORDS_FOLDER) === true;
  if (children !== undefined && children.length > (isRecorded ? 1 : 0)) {
    throw new UserError('NOT_A_DEPLOYMENT', {
      what: `${shown} contains ${count(children.length, 'object')} but no ${RECORD_NAME}, so it is not a deployment; nothing was deleted.`,
      fix: "Correct 'destination', or delete the folder by hand.",
    });
  }
  if (children?.length === 0) {
    await store.removeFolder('');
  }
  host.log.info(`${shown}: nothing is deployed there`);
  return 0;
}

async function remove(record: DeploymentRecord, context: DeploymentContext): Promise<number> {
  const { store, lanes, host } = context;
  const seen = record.touched.length === 0 ? undefined : await observe(context, among(record));
  const ours = ourObjects(record, seen);
  host.log.group(
    `Plan for ${store.destination.shown}: ${count(ours.length, 'file')} to delete`,
    capped(
      ours.map(({ target }) => `delete ${target}`),
      200,
    ),
  );
  const begun = unfinished(record, context);
  await writeRecord(store, recordText(begun));
  await lanes.each(ours, ({ target }) => store.removeFile(target));
  await removeEmptyFolders(ourFolders(record), context);
  const left = await leftOver(ours, context);
  const found = await foundAgain(context, record);
  if (found?.deploymentId !== begun.deploymentId) {
    throw await overtaken(begun, found, context);
  }
  await store.removeFile(RECORD_NAME);
  if (left.length > 0 || (await store.removeFolder('')) === 'notEmpty') {
    await clearRecords(left, context);
  }
  return ours.length;
}

/** The folder was not empty: either others have files in it, or the records of its pull request. */
async function clearRecords(left: readonly string[], { store, host, workspace }: DeploymentContext): Promise<void> {
  const { path, shown } = store.destination;
  if (left.length > 0) {
    host.log.warning(
      `${shown} stays, because it contains files that no deployment put there: ${capped(left, 20).join(', ')}`,
    );
    return;
  }
  const children = (await store.list('')) ?? [];
  if (!children.every(({ target }) => target === RECORDS_FOLDER)) {
    host.log.warning(`${shown} stays, because it contains files that no deployment put there`);
  } else if (await forgetFolder(path, workspace)) {
    await store.removeFolder('');
  } else {
    host.log.info(`${shown} stays with the records of its pull request, which a clean-up needs`);
  }
}

function among(record: DeploymentRecord): (folder: string) => boolean {
  const folders = new Set(ourFolders(record));
  return (folder) => folders.has(folder);
}

function ourFolders(record: DeploymentRecord): readonly string[] {
  return [...new Set(ourTargets(record).flatMap((target) => foldersAbove(target)))];
}

/** From now on, no file counts as intact. */
function unfinished(record: DeploymentRecord, context: DeploymentContext): DeploymentRecord {
  const intact = [...record.files].map(([path, { kind }]): Touched => ({ path, kind }));
  return {
    ...record,
    ...recordHead(context),
    state: 'inProgress',
    files: new Map(),
    touched: [...intact, ...record.touched],
  };
}

/** The first list may still show deleted files. */
const LOOK_AGAIN_AFTER_MS = [500, 1000, 2000];

/** Objects of others; throws if something of ours is still there. */
async function leftOver(ours: readonly OurObject[], context: DeploymentContext): Promise<readonly string[]> {
  const { host, store } = context;
  const isStill = (seen: Observation): boolean => ours.some(({ target, kind }) => seen.at(target)?.kind === kind);
  let seen = await observe(context, () => true);
  for (const waitMs of LOOK_AGAIN_AFTER_MS) {
    if (!isStill(seen)) {
      break;
    }
    await host.clock.sleep(waitMs, host.signal);
    seen = await observe(context, () => true);
  }
  if (isStill(seen)) {
    const still = ours.filter(({ target, kind }) => seen.at(target)?.kind === kind).map(({ target }) => target);
    throw new UserError('DEPLOYMENT_UNVERIFIED', {
      what: `${store.destination.shown} still contains what was deleted: ${capped(still, 20).join(', ')}.`,
      fix: 'Re-run this stage; if it happens again, find out who else writes to the folder.',
    });
  }
  return [...seen.objects.keys()].filter((target) => target !== RECORD_NAME);
}
