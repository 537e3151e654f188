import { VERSION_TAGS } from '../registry/version-tags';
import type { Facts, Seen, WaiverCommit } from './facts';
import type { Level } from './policy';
import type { Result } from './result';
import { waiverFor, WARN_DAYS, type Waiver } from './waivers';

/** `not checked` is what the policy leaves out; it is never green. `error` is what could not be found out and would block. */
export type Outcome = 'failed' | 'error' | 'waived' | 'warned' | 'not checked' | 'passed';

/** What a check comes to. */
export interface Finding {
  readonly check: string;
  readonly level: Level;
  readonly outcome: Outcome;
  readonly because: string;
  readonly where?: string | undefined;
  /** The waiver that accepts the failure, or did until it expired. */
  readonly waiver?: Waiver | undefined;
  /** The commit that wrote the waiver. */
  readonly writtenIn?: string | undefined;
}

export interface Judged {
  readonly check: string;
  readonly level: 'warn' | 'block';
  readonly result: Result | { readonly kind: 'error'; readonly because: string; readonly where?: string };
}

/** What a failure does by its level, and what a waiver makes of it. */
export function judged({ check, level, result }: Judged, facts: Facts, waivers: readonly Waiver[]): Finding {
  const { kind, because, where } = result;
  const known = { check, level, ...(where === undefined ? {} : { where }) };
  switch (kind) {
    case 'passed':
      return { ...known, outcome: 'passed', because };
    case 'remark':
      return { ...known, outcome: 'warned', because };
    case 'error':
      return { ...known, outcome: 'error', because: `the check itself ended with an error: ${because}` };
    case 'failed':
    case 'unseen': {
      const said = kind === 'unseen' ? `not checked: ${because}` : because;
      const plain = level === 'warn' ? 'warned' : kind === 'unseen' ? 'error' : 'failed';
      return waived({ ...known, outcome: plain, because: said }, facts, waivers);
    }
  }
}

function waived(finding: Finding, { version, today, waiverCommits }: Facts, waivers: readonly Waiver[]): Finding {
  const commit = version.tags.get(VERSION_TAGS.commit);
  // The checks of a project are waived together.
  const [check = ''] = finding.check.split('.');
  const found = waiverFor({ check, version: version.number, commit }, waivers, today);
  switch (found.kind) {
    case 'none':
      return finding;
    case 'expired':
      return {
        ...finding,
        waiver: found.waiver,
        because: `${finding.because}; its waiver expired on ${found.waiver.until}`,
      };
    case 'holds': {
      const { waiver, daysLeft } = found;
      const soon = daysLeft <= WARN_DAYS ? `, in ${daysLeft} days` : '';
      const written = waiverCommits.get(waiver);
      const said = `${waiver.reason}; owner ${waiver.owner}; approved by ${waiver.approvedBy}${sourceOf(written)}`;
      return {
        ...finding,
        outcome: 'waived',
        waiver,
        ...(written !== undefined && 'value' in written ? { writtenIn: written.value.commit } : {}),
        because: `${finding.because}; waived until ${waiver.until}${soon} (${said})`,
      };
    }
  }
}

/** A waiver is a claim; the history of its file says whose. */
function sourceOf(written: Seen<WaiverCommit> | undefined): string {
  if (written === undefined || 'unseen' in written) {
    return `, commit unknown: ${written?.unseen ?? 'the waiver is in no file'}`;
  }
  const { commit, author, day } = written.value;
  return ` according to commit ${commit.slice(0, 12)} by ${author}, ${day}`;
}

export type Verdict = 'PASSED' | 'PASSED_WITH_WARNINGS' | 'FAILED' | 'ERROR';

export function verdictOf(findings: readonly Finding[]): Verdict {
  const has = (...outcomes: readonly Outcome[]): boolean => findings.some(({ outcome }) => outcomes.includes(outcome));
  if (has('failed')) {
    return 'FAILED';
  }
  // Where nothing was checked, nothing is proven.
  if (has('error') || !has('passed', 'warned', 'waived')) {
    return 'ERROR';
  }
  return has('warned', 'waived') ? 'PASSED_WITH_WARNINGS' : 'PASSED';
}
