import { UserError } from '../../core/errors';
import { versionRecord } from '../../evidence/version-record';
import type { Registry } from '../../registry/registry';
import { unlessDeleted } from '../../registry/unless-deleted';
import { VERSION_TAGS } from '../../registry/version-tags';
import { held } from '../held';
import { identityAt } from '../identity';
import { lastLook } from '../last-look';
import { occupantsOf, readPlaceBack } from '../occupants';
import { rollbackTag } from '../place-tags';
import { lastReceipt } from '../receipts/receipt-mark';
import { recordReceipt } from '../receipts/record-receipt';
import { begunText } from './begun';
import type { Move, Situation } from './decide';
import { planOf } from './plan';
import type { Scene } from './scene';

const LONGEST_MARK = 200;

/** Notes what is about to happen, so that the next run can complete it should this one die. */
export async function announce(scene: Scene, move: Move, { receipt }: Situation): Promise<void> {
  const { clients, model, place } = scene;
  const { host } = clients;
  host.signal.throwIfAborted();
  await model.setTags({ [rollbackTag(place)]: begunText({ ...move, after: receipt?.sha256 }) });
}

export async function switchPlace(scene: Scene, move: Move): Promise<void> {
  const { clients, model, place } = scene;
  const { host } = clients;
  const now = await occupantsOf(model, place);
  if (!isExactly(now, move.from)) {
    throw lost(scene, now, `while this run was about to replace ${held([move.from])}`);
  }
  host.signal.throwIfAborted();
  await model.movePointer({ pointer: place.pointer, version: move.to, others: 'archive' });
  await requireHeld(scene, move.to);
  host.log.info(`${place.text} of ${model.name}: ${held([move.from])} → version ${move.to}`);
}

/** Whether the place was moved although nobody heard so. */
export async function isMovedAfterAll(
  error: unknown,
  { clients, model, place }: Scene,
  { to }: Move,
): Promise<boolean> {
  const { host, registry } = clients;
  const find = async (reachable: Registry): Promise<true | undefined> =>
    isExactly(await occupantsOf(reachable.model(model.name), place), to) || undefined;
  return (await lastLook(error, { host, registry, find })).found === true;
}

/** What follows the switch, and can be repeated. Returns the file of the receipt. */
export async function settle(scene: Scene, move: Move, before: Situation): Promise<string> {
  const { clients, model, place, reason, evidence } = scene;
  const { host, registry } = clients;
  await requireNoOther(scene, move, before);
  host.signal.throwIfAborted();
  if (move.from !== undefined) {
    await markReplaced(scene, move.from);
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
      plan: [...planOf(scene, move)],
    },
    { host, model, place, evidence, identity: await identityAt(clients) },
  );
  // Of two runs that overlap, one at least sees the other: each moves the place and then looks for a new receipt,
  // notes its own and then looks at the place again.
  await requireHeld(scene, move.to);
  return path;
}

async function requireHeld(scene: Scene, version: number): Promise<void> {
  const { clients, model, place } = scene;
  const isHeld = (occupants: readonly number[]): boolean => isExactly(occupants, version);
  const { isOurs, seen } = await readPlaceBack({ model, place }, isHeld, clients.host);
  if (!isOurs) {
    throw lost(scene, seen, `after this run had given it to version ${version}`);
  }
}

/** Whoever took the place between the last look and the switch has left a receipt that was not there before. */
async function requireNoOther({ model, place }: Scene, { from, to }: Move, { receipt }: Situation): Promise<void> {
  const now = lastReceipt(await model.tags(), place);
  if (now === undefined || now.sha256 === receipt?.sha256 || now.version === to) {
    return;
  }
  throw new UserError('PLACE_CONTESTED', {
    what: `Another run gave ${place.text} of ${model.name} to version ${now.version} while this one gave it back from ${held([from])} to version ${to}.`,
    fix: `Find out which of the two shall stay: promote version ${now.version} again, and roll back from it if need be.`,
  });
}

/** One that somebody has deleted since the switch needs no mark: nobody can promote it again. */
async function markReplaced({ clients, model, reason }: Scene, from: number): Promise<void> {
  const version = await unlessDeleted(() => model.version(from));
  if (version === undefined) {
    clients.host.log.warning(`Version ${from} of ${model.name}, which was replaced, has been deleted since then.`);
    return;
  }
  await model.setTags({ [VERSION_TAGS.rolledBack]: short(reason) }, from);
}

/** No registry can be told "only if nobody moved it", so somebody else's move is reported and never undone. */
function lost({ model, place }: Scene, occupants: readonly number[], when: string): UserError {
  const who = occupants.length === 0 ? 'nobody holds it' : `held by ${held(occupants)}`;
  return new UserError('PLACE_CONTESTED', {
    what: `Somebody else moved ${place.text} of ${model.name} ${when}: now ${who}.`,
    fix: 'Find out who did and whether it shall stay; to roll back all the same, re-run this stage.',
  });
}

function isExactly(occupants: readonly number[], version: number | undefined): boolean {
  return version === undefined ? occupants.length === 0 : occupants.length === 1 && occupants[0] === version;
}

function short(reason: string): string {
  return reason.length > LONGEST_MARK ? `${reason.slice(0, LONGEST_MARK)}…` : reason;
}
