import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { receiptTag } from '../../../lib/places/place-tags';
import type { CaseOutcome, Event, EventCase } from './enumeration';
import type { RunResult } from './pipelines';
import { CHAMPION_RECEIPT, type PromotionRunFixture } from './promotion-run-fixture';

/** Temporary faults, which the step must survive. */
const SURVIVED: ReadonlySet<Event> = new Set(['throttled', 'unavailable', 'cutBefore', 'cutAfter', 'stale']);
/** Somebody else moves the place, so that what was decided may no longer hold. */
const INTERFERED: ReadonlySet<Event> = new Set(['personMoves', 'secondPipeline', 'secondOverlaps']);
const TELLS_OF_RACE: ReadonlySet<string> = new Set([
  'PLACE_MOVED',
  'PLACE_CONTESTED',
  'EVIDENCE_STALE',
  'REGISTRY_UNCLEAR',
]);

/** Everything that must not be so after a promotion that something befell. */
export async function problemsOf(
  outcome: CaseOutcome,
  { event }: EventCase,
  fixture: PromotionRunFixture,
): Promise<readonly string[]> {
  const { ours, theirs, between, next, atLast } = outcome;
  return [
    ...occupied(between, [ours, theirs], fixture),
    ...truth(ours, between, event),
    ...(theirs === undefined ? [] : race(ours, theirs, between)),
    ...(SURVIVED.has(event) && ours.outcome !== 'promoted' ? [`did not survive: ${ours.code} ${ours.what}`] : []),
    ...(atLast.length === 1 ? [] : [`after the next run held by ${atLast.join(' and ')}`]),
    ...(next.outcome === 'failed' ? toldWhatToDo(next, event) : await healed(outcome, fixture)),
  ];
}

/** One holder of the place; none only if there was none before and nothing says otherwise. */
function occupied(
  between: readonly number[],
  ended: readonly (RunResult | undefined)[],
  { holder }: PromotionRunFixture,
): readonly string[] {
  const isStillEmpty =
    between.length === 0 && holder === undefined && ended.every((one) => one?.outcome !== 'promoted');
  return between.length === 1 || isStillEmpty ? [] : [`held by ${between.join(' and ') || 'nobody'}`];
}

function truth(
  { outcome, promoted, lines, code }: RunResult,
  [now]: readonly number[],
  event: Event,
): readonly string[] {
  const isElsewhere = now !== 2;
  const problems: string[] = [];
  // A person who moves it after the last look is seen by the next run.
  if (isElsewhere && outcome !== 'failed' && event !== 'personMoves') {
    problems.push(`says ${outcome}, and it is at ${now ?? 'nobody'}`);
  }
  if (isElsewhere && promoted === 'true' && !INTERFERED.has(event)) {
    problems.push(`the output says promoted, and it is at ${now ?? 'nobody'}`);
  }
  const isSilent = ['diesBefore', 'diesAfter'].includes(event);
  const says = /did not see the result|is at version 2, but its receipt is not complete/;
  if (!isElsewhere && outcome === 'failed' && !isSilent && code !== 'PLACE_CONTESTED' && !says.test(lines.join('\n'))) {
    problems.push('does not say that the place was moved');
  }
  return problems;
}

/** Of two pipelines at most one wins, and the other one says why it did not. */
function race(ours: RunResult, theirs: RunResult, [now]: readonly number[]): readonly string[] {
  const losers = [ours, theirs].filter(({ outcome }) => outcome === 'failed');
  const winner = ours.outcome === 'failed' ? 3 : 2;
  return [
    ...(losers.length === 0 ? ['both pipelines say that they promoted theirs'] : []),
    ...losers.filter(({ code }) => !TELLS_OF_RACE.has(code)).map(({ code, what }) => `lost with ${code}: ${what}`),
    ...(losers.length === 1 && now !== winner && losers[0]?.code !== 'PLACE_CONTESTED' ? ['the loser has it'] : []),
  ];
}

function toldWhatToDo({ code, what, fix }: RunResult, event: Event): readonly string[] {
  return INTERFERED.has(event) && TELLS_OF_RACE.has(code) && fix !== ''
    ? []
    : [`the next run failed with ${code}: ${what}`];
}

async function healed(
  { next, atLast, folder }: CaseOutcome,
  { model, place }: PromotionRunFixture,
): Promise<readonly string[]> {
  const noted = (await model.tags()).get(receiptTag(place)) ?? '';
  const { breaks, versions } = verifyEvidence(evidenceFiles(folder), sha256Hex);
  const receipts = versions.flatMap((one) => one.receipts).filter(({ contract }) => contract.action === 'promote');
  const names = receipts.map(({ contract }) => `${contract.sha256} v${contract.toVersion ?? ''}`);
  return [
    ...(atLast.join() === '2' ? [] : [`the next run says ${next.outcome}, and it is at ${atLast.join()}`]),
    ...(names.length === 1 && names[0] === noted
      ? []
      : [`noted is '${noted}', and the receipts are ${names.join(', ')}`]),
    ...[...breaks, ...versions.flatMap((one) => one.breaks)]
      .map(({ what }) => what)
      .filter((what) => !what.includes(`follows the receipt ${CHAMPION_RECEIPT.slice(0, 12)} of`)),
  ];
}
