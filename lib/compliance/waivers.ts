/** A failure that somebody accepts for a while. */
export interface Waiver {
  readonly check: string;
  readonly reason: string;
  readonly owner: string;
  /** A claim: the commit that added it says who wrote it. */
  readonly approvedBy: string;
  /** Last day on which it holds, as in "2027-01-31". */
  readonly until: string;
  readonly version?: string | undefined;
  readonly commit?: string | undefined;
}

/** What a waiver may be limited to. */
export interface Waived {
  readonly check: string;
  readonly version: number;
  readonly commit: string | undefined;
}

export type WaiverFinding =
  | { readonly kind: 'none' }
  | { readonly kind: 'holds'; readonly waiver: Waiver; readonly daysLeft: number }
  | { readonly kind: 'expired'; readonly waiver: Waiver };

/** From so many days before its end on, a waiver is warned about. */
export const WARN_DAYS = 14;
const DAY_MS = 86_400_000;

/** The waiver for a failure: of those that fit, the one that holds longest. */
export function waiverFor(waived: Waived, waivers: readonly Waiver[], today: string): WaiverFinding {
  const [waiver] = waivers
    .filter((one) => fits(one, waived))
    .toSorted((one, other) => (one.until < other.until ? 1 : -1));
  if (waiver === undefined) {
    return { kind: 'none' };
  }
  const daysLeft = Math.round((Date.parse(waiver.until) - Date.parse(today)) / DAY_MS);
  return daysLeft < 0 ? { kind: 'expired', waiver } : { kind: 'holds', waiver, daysLeft };
}

/** A commit may be shortened, as people write them, but not to nothing. */
function fits(waiver: Waiver, { check, version, commit }: Waived): boolean {
  const isVersion = waiver.version === undefined || waiver.version === String(version);
  const wanted = waiver.commit?.toLowerCase();
  const isCommit = wanted === undefined || (wanted.length >= 7 && commit?.toLowerCase().startsWith(wanted) === true);
  return waiver.check === check && isVersion && isCommit;
}
