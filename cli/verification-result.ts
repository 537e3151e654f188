import type { Break } from '../lib/contracts/break';
import type { Chain } from '../lib/contracts/chain';
import type { Evidence } from '../lib/contracts/evidence';
import type { Verification, Verified } from '../lib/contracts/verify';

export type Result = 'holds' | 'broken' | 'absent';

export function resultOf({ versions, breaks }: Verification): Result {
  if (versions.length === 0 && breaks.every(({ kind }) => kind === 'absent') && breaks.length > 0) {
    return 'absent';
  }
  return breaks.length === 0 && versions.every((version) => version.breaks.length === 0) ? 'holds' : 'broken';
}

export function breaksIn({ versions, breaks }: Verification): readonly Break[] {
  return [...versions.flatMap((version) => version.breaks), ...breaks];
}

/** Nothing here is wrong, but the history begins in runs whose files are elsewhere, or were deleted. */
export function lacksOnlyEarlierRuns(breaks: readonly Break[]): boolean {
  return breaks.length > 0 && breaks.every(({ kind }) => kind === 'earlierRun');
}

/** The files of a version in the order in which they build on each other. */
export function evidenceOf({ chain, receipts, proofs }: Verified): readonly Evidence[] {
  return [...linksOf(chain), ...receipts, ...proofs];
}

function linksOf(chain: Chain | undefined): readonly Evidence[] {
  return [chain?.deployment, chain?.candidate, chain?.compliance, chain?.comparison].filter(
    (link) => link !== undefined,
  );
}
