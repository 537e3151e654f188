import type { Break } from './break';
import type { Receipt } from './contract';
import type { Evidence } from './evidence';
import { short } from './links';

type Move = Evidence<Receipt>;

/**
 * Where the receipts of one place contradict each other or are incomplete. A kept champion changes nothing, so its
 * receipt is not part of the ledger. A close-out only takes a version away: it explains why the next one finds nobody.
 */
export function ledgerBreaks(receipts: readonly Move[]): readonly Break[] {
  const intact = receipts.filter(({ altered }) => altered === undefined);
  const moves = intact.filter(({ contract: { action } }) => action === 'promote' || action === 'rollback');
  return moves.flatMap((move, index) => [
    ...twin(move, moves.slice(0, index)),
    ...(move.contract.previousReceipt === undefined ? [] : misfit(move, receipts)),
  ]);
}

/** Each receipt of a place follows another one; only one can be the first. */
function twin(move: Move, others: readonly Move[]): readonly Break[] {
  const previous = move.contract.previousReceipt;
  const other = others.find(({ contract }) => contract.previousReceipt === previous && isSamePlace(contract, move));
  if (other === undefined) {
    return [];
  }
  const both =
    previous === undefined
      ? `claim to be the first receipt of ${move.contract.target}`
      : `both follow the receipt ${short(previous)}`;
  return [
    {
      kind: 'disagreement',
      file: move.file,
      what: `${other.file} and ${move.file} ${both}: two runs moved the place at once, or history was rewritten.`,
      fix: 'Compare both with what the registry shows, and let only one pipeline move the places of the model.',
    },
  ];
}

/** The previous receipt must be here, be about the same place, and end where this one begins. */
function misfit(move: Move, receipts: readonly Move[]): readonly Break[] {
  const { contract, file } = move;
  const previous = receipts.find(({ contract: { sha256 } }) => sha256 === contract.previousReceipt);
  if (previous === undefined) {
    return [missing(move, receipts.slice(0, receipts.indexOf(move)))];
  }
  if (!isSamePlace(previous.contract, move)) {
    return [contradiction(move, `${previous.file}, which it follows, is about ${placeOf(previous.contract)}`)];
  }
  const isGap =
    holdsOne(contract) &&
    previous.contract.toVersion !== contract.fromVersion &&
    !(contract.fromVersion === undefined && leftBefore(move, previous, receipts));
  const holders = `${file} says that ${held(contract.fromVersion)} held it before, and ${previous.file} that ${held(previous.contract.toVersion)} held it after`;
  return isGap ? [contradiction(move, holders)] : [];
}

/** Whether the version that the previous receipt put there was closed out. */
function leftBefore(move: Move, previous: Move, receipts: readonly Move[]): boolean {
  return receipts.some(
    ({ contract, altered }) =>
      contract.action === 'closeOut' &&
      altered === undefined &&
      isSamePlace(contract, move) &&
      contract.model.version === previous.contract.toVersion,
  );
}

/** With an older receipt of the place, the gap is in the middle of a history, and not before it. */
function missing(move: Move, older: readonly Move[]): Break {
  const { contract, file } = move;
  const { target, previousReceipt = '' } = contract;
  const follows = `${file} follows the receipt ${short(previousReceipt)} of ${target}`;
  const orDeleted = 'If no run has this receipt, it was deleted or never written.';
  return older.some((other) => isSamePlace(other.contract, move))
    ? {
        kind: 'missing',
        file,
        what: `${follows}, which is not here, although older ones are.`,
        fix: `Put the artifacts of the runs in between into this folder too. ${orDeleted}`,
      }
    : {
        kind: 'earlierRun',
        file,
        what: `${follows}, which the run before it wrote, and which is not here.`,
        fix: `Put the artifacts of the earlier runs that moved ${target}, back to the first one, into this folder too; after runs on this machine, name .mlops/runs, which has all of them. ${orDeleted}`,
      };
}

function contradiction({ contract, file }: Move, what: string): Break {
  return {
    kind: 'disagreement',
    file,
    what: `The receipts of ${placeOf(contract)} contradict each other: ${what}.`,
    fix: 'Find out in the audit log of the registry who moved the place in between without a receipt. If nobody did, one of the two is not true.',
  };
}

/** Several models may be copied into one. */
function isSamePlace(one: Receipt, { contract: other }: Move): boolean {
  const isCopy = one.target.startsWith('copy:');
  return (
    one.target === other.target &&
    one.model.registryHome === other.model.registryHome &&
    (isCopy || one.model.name === other.model.name)
  );
}

/** Every stage except Production can hold several versions. */
function holdsOne({ target }: Receipt): boolean {
  return !target.startsWith('stage:') || target === 'stage:Production';
}

function placeOf({ target, model }: Receipt): string {
  return target.startsWith('copy:') ? target : `${target} of ${model.name}`;
}

function held(version: string | undefined): string {
  return version === undefined ? 'nobody' : `version ${version}`;
}
