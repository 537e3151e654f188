import { UserError } from '../../core/errors';
import { readBack } from '../../core/read-back';
import type { RegistryKind } from '../../registry/kind';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { ProjectFacts, TaskHost } from '../../task/host';
import { readPlace, type Place } from '../place';
import { readReceiptText, receiptTag } from '../place-tags';
import { movedText, movesBetween, type ChampionsSeen, type PlaceHolders } from './moves';

const ALIAS = readPlace('alias:champion', 'target');
const STAGE = readPlace('stage:Production', 'target');
const PLACES: Readonly<Record<RegistryKind, readonly [Place, ...Place[]]>> = {
  unityCatalog: [ALIAS],
  workspace: [STAGE],
  mlflow: [ALIAS, STAGE],
};

/** The holder of each possible place of a champion in this registry; none if the model does not exist yet. */
export async function championsOf(
  model: RegisteredModel,
  { kind }: Registry,
  project: ProjectFacts | undefined,
): Promise<readonly PlaceHolders[]> {
  const isThere = await model.exists();
  const holders: PlaceHolders[] = [];
  for (const place of placesIn(kind, project)) {
    const reading = isThere ? await model.pointer(place.pointer) : { kind: 'absent' as const };
    const versions = reading.kind === 'absent' ? [] : reading.versions.map(({ number }) => number);
    holders.push({ place: place.text, receipt: receiptTag(place), versions });
  }
  return holders;
}

/** The usual places, and the one that the project's file names. */
function placesIn(kind: RegistryKind, project: ProjectFacts | undefined): readonly Place[] {
  const usual = PLACES[kind];
  const own = project === undefined ? [] : [readPlace(project.places.champion, 'configFile')];
  return [...usual, ...own.filter(({ text }) => usual.every((place) => place.text !== text))];
}

/** Fails if a champion's place changed without a receipt, or if the trained version already holds it. */
export async function requireUnmoved(seen: ChampionsSeen, model: RegisteredModel, host: TaskHost): Promise<void> {
  if (movesBetween(seen, new Map()).length === 0) {
    return;
  }
  // A promotion writes its receipt shortly after the move.
  const { seen: moves } = await readBack(
    async () => movesBetween(seen, await receiptsOf(model, seen.after)),
    (still) => still.length === 0,
    host,
  );
  if (moves.length === 0) {
    host.log.info(`The champion of ${model.name} changed during training; a promotion's receipt shows it`);
    return;
  }
  const job = await model.deploymentJob();
  const mover =
    job.kind === 'connected'
      ? `Take the call that moves it out of the training code or out of deployment job ${job.jobId}`
      : 'Take the call that moves it out of the training code';
  throw new UserError('CHAMPION_MOVED', {
    what: movedText(moves, seen.trained, model.name),
    fix: `${mover}, and restore the previous version: only MLflowPromoteModel and MLflowRollbackModel move a champion.`,
  });
}

/** For a failed training: its own error says why, but the champion may have moved too. */
export async function warnOfMoves(
  before: readonly PlaceHolders[],
  model: RegisteredModel,
  { registry, host }: { readonly registry: Registry; readonly host: TaskHost },
): Promise<void> {
  if (host.signal.aborted) {
    return;
  }
  try {
    const after = await championsOf(model, registry, host.project);
    const seen = { before, after, trained: undefined };
    const moves = movesBetween(seen, new Map()).length === 0 ? [] : movesBetween(seen, await receiptsOf(model, after));
    if (moves.length > 0) {
      host.log.warning(movedText(moves, undefined, model.name));
    }
  } catch (error) {
    host.log.debug(`Whether the champion of ${model.name} moved is not known: ${String(error)}`);
  }
}

/** Version by place, according to the last receipts. */
async function receiptsOf(
  model: RegisteredModel,
  holders: readonly PlaceHolders[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const tags = await model.tags();
  return new Map(holders.map(({ place, receipt }) => [place, readReceiptText(tags.get(receipt) ?? '')?.version]));
}
