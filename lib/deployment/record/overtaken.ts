import { UserError } from '../../core/errors';
import { isPassing } from '../../databricks/api/passing';
import type { TaskHost } from '../../task/host';
import { touchedKey } from '../plan/ours';
import type { DeploymentStore } from '../store/store';
import { recordText, type DeploymentRecord } from './deployment-record';
import { named, recordAt, recordPath } from './found-record';
import { writeRecord } from './write-record';

interface RecordContext {
  readonly store: DeploymentStore;
  readonly host: TaskHost;
}

/** The first read may still return the record before the last write. */
const READ_AGAIN_AFTER_MS = [500, 1000, 2000];

/** The record at the destination after this run has overwritten `before`. */
export async function foundAgain(
  { store, host }: RecordContext,
  before: DeploymentRecord | undefined,
): Promise<DeploymentRecord | undefined> {
  let found = await recordAt(recordPath(store), store);
  for (const waitMs of READ_AGAIN_AFTER_MS) {
    const mayBeStale = found === undefined || found.deploymentId === before?.deploymentId;
    if (!mayBeStale) {
      return found;
    }
    await host.clock.sleep(waitMs, host.signal);
    found = await recordAt(recordPath(store), store);
  }
  return found;
}

/**
 * Another deployment came in between. Both wrote to the same folder, so its record must not say complete:
 * this run adds its own paths as unknown, and checks whether the other one has overwritten that.
 */
export async function overtaken(
  mine: DeploymentRecord,
  other: DeploymentRecord | undefined,
  context: RecordContext,
): Promise<UserError> {
  const { destination } = context.store;
  try {
    await markUnfinished(mine, context);
  } catch (error) {
    if (!isPassing(error)) {
      context.host.log.warning(`The record in ${destination.shown} could not be marked as unfinished`);
    }
  }
  return new UserError('DEPLOYMENT_OVERTAKEN', {
    what: `While this run deployed to ${destination.shown}, so did ${whoever(other)}; the folder may contain files of both.`,
    fix: `Re-run this stage, which repairs the folder; ${ONE_AT_A_TIME}.`,
  });
}

/** Others keep deploying there; this run has changed nothing yet. */
export function keptAway(other: DeploymentRecord | undefined, { destination }: DeploymentStore): UserError {
  return new UserError('DEPLOYMENT_OVERTAKEN', {
    what: `Whenever this run looked at ${destination.shown}, ${whoever(other)} had just deployed there; this run has changed nothing.`,
    fix: `Re-run this stage; ${ONE_AT_A_TIME}.`,
  });
}

const ONE_AT_A_TIME = 'let only one pipeline run at a time deploy to it, e.g. with an exclusive lock';

function whoever(other: DeploymentRecord | undefined): string {
  return other === undefined ? 'something that removed its record' : named(other.run);
}

/** Writes at least once, so that the other run, which may be about to finish, finds its record replaced. */
async function markUnfinished(mine: DeploymentRecord, { store, host }: RecordContext): Promise<void> {
  let isMarked = false;
  for (const waitMs of READ_AGAIN_AFTER_MS) {
    const found = await recordAt(recordPath(store), store);
    if (!isMarked || found?.state !== 'inProgress' || !mine.touched.every((one) => isUnknownIn(found, one))) {
      await writeRecord(store, recordText(unfinished(found ?? mine, mine)));
      isMarked = true;
    }
    await host.clock.sleep(waitMs, host.signal);
  }
}

function isUnknownIn({ touched }: DeploymentRecord, one: DeploymentRecord['touched'][number]): boolean {
  const key = touchedKey(one);
  return touched.some((other) => touchedKey(other) === key);
}

/** The other's record under this run's ID, so that the other run notices it too. */
function unfinished(found: DeploymentRecord, mine: DeploymentRecord): DeploymentRecord {
  const paths = new Set(mine.touched.map(({ path }) => path));
  const touched = [...found.touched, ...mine.touched.filter((one) => !isUnknownIn(found, one))];
  return {
    ...found,
    deploymentId: mine.deploymentId,
    state: 'inProgress',
    files: new Map([...found.files].filter(([path]) => !paths.has(path))),
    // This run may have overwritten intact files of the other.
    touched: [
      ...touched,
      ...[...found.files].filter(([path]) => paths.has(path)).map(([path, { kind }]) => ({ path, kind })),
    ],
  };
}
