import { versionRecord } from '../../evidence/version-record';
import { unlessDeleted } from '../../registry/unless-deleted';
import { VERSION_TAGS } from '../../registry/version-tags';
import { held } from '../held';
import { identityAt } from '../identity';
import { isLostRace, PlaceMover } from '../move';
import { rollbackTag } from '../place-tags';
import { recordReceipt } from '../receipts/record-receipt';
import type { RollbackContext } from './context';
import type { Move, RollbackFacts } from './decide';
import { planOf } from './plan';
import { rollbackMarkText } from './rollback-mark';

const LONGEST_MARK = 200;

export interface Rollback {
  readonly move: Move;
  readonly facts: RollbackFacts;
  /** Called as soon as the place is moved, even if the step fails afterwards. */
  readonly onMoved: () => void;
}

/** Moves the place back, tags the replaced version and writes the receipt. Returns the file of the receipt. */
export function carryOutRollback(context: RollbackContext, rollback: Rollback): Promise<string> {
  const { move, facts } = rollback;
  const mover = moverOf(context, move, facts);
  return explained(context, move, async () => {
    await announce(context, move, facts);
    await moveBack(mover, rollback.onMoved);
    return settle(context, move, mover);
  });
}

/** Completes an earlier run. Returns the file of the receipt. */
export function completeRollback(context: RollbackContext, move: Move, facts: RollbackFacts): Promise<string> {
  return explained(context, move, () => settle(context, move, moverOf(context, move, facts)));
}

/** An interrupted run says what a re-run does. */
async function explained(
  { clients, place }: RollbackContext,
  { to }: Move,
  act: () => Promise<string>,
): Promise<string> {
  try {
    return await act();
  } catch (error) {
    if (!isLostRace(error)) {
      clients.host.log.warning(
        `The rollback of ${place.text} is not complete. If you re-run this stage, it looks who holds the place, moves it to version ${to} if necessary, and writes what is missing.`,
      );
    }
    throw error;
  }
}

async function moveBack(mover: PlaceMover, onMoved: () => void): Promise<void> {
  try {
    await mover.move();
  } catch (error) {
    if (await mover.isMovedAfter(error)) {
      onMoved();
    }
    throw error;
  }
  onMoved();
}

/** Records what is about to happen, so that the next run can complete it if this one dies. */
export async function announce(context: RollbackContext, move: Move, { receipt }: RollbackFacts): Promise<void> {
  const { clients, model, place } = context;
  clients.host.signal.throwIfAborted();
  await model.setTags({ [rollbackTag(place)]: rollbackMarkText({ ...move, after: receipt?.sha256 }) });
}

export function moverOf({ clients, model, place }: RollbackContext, move: Move, facts: RollbackFacts): PlaceMover {
  return new PlaceMover(
    {
      place,
      version: move.to,
      from: move.from === undefined ? [] : [move.from],
      receipt: facts.receipt,
      others: 'archive',
      advice: {
        moved: 'Find out who did it and whether it should stay. To roll back all the same, re-run this stage.',
        replaced: (other) =>
          `Decide which of the two should stay: promote version ${other} again, and roll back from it if necessary.`,
      },
    },
    { ...clients, model },
  );
}

/** Everything after the move; it can be repeated. Returns the file of the receipt, empty if another run has recorded it. */
export async function settle(context: RollbackContext, move: Move, mover: PlaceMover): Promise<string> {
  const { clients, model, place, reason, evidence } = context;
  const { host, registry } = clients;
  const isRecorded = await mover.isRecordedByAnother();
  host.signal.throwIfAborted();
  if (move.from !== undefined) {
    await markReplaced(context, move.from);
  }
  if (isRecorded) {
    return '';
  }
  const version = await model.version(move.to);
  const { path } = await recordReceipt(
    {
      model: versionRecord(version, await model.digest(version), registry),
      action: 'rollback',
      ...(move.from === undefined ? {} : { fromVersion: String(move.from) }),
      toVersion: String(move.to),
      decision: `${place.text} of ${model.name} went back from ${held([move.from])} to version ${move.to}.`,
      reason,
      evidence: {},
      plan: [...planOf(context, move)],
    },
    { host, model, place, evidence, identity: await identityAt(clients) },
  );
  await mover.requireDone();
  return path;
}

/** A version that was deleted since the move needs no tag: nobody can promote it again. */
async function markReplaced({ clients, model, reason }: RollbackContext, from: number): Promise<void> {
  const version = await unlessDeleted(() => model.version(from));
  if (version === undefined) {
    clients.host.log.warning(`Version ${from} of ${model.name}, which was replaced, has been deleted since then.`);
    return;
  }
  await model.setTags({ [VERSION_TAGS.rolledBack]: short(reason) }, from);
}

function short(reason: string): string {
  return reason.length > LONGEST_MARK ? `${reason.slice(0, LONGEST_MARK)}…` : reason;
}
