import { randomUUID } from 'node:crypto';
import type { BuildRecord, BuildResult } from './build-record';
import { IdentityTokens } from './identity-tokens';
import type { RunFacts } from './run-facts';
import type { TimelineRecord } from './timeline-record';

export interface RunTest {
  readonly title: string;
  readonly outcome: 'Passed' | 'Failed' | 'NotExecuted';
}

export interface TestRun {
  readonly id: number;
  readonly name: string;
  state: string;
  comment: string;
  readonly results: (RunTest & { readonly id: number; readonly fields: Readonly<Record<string, unknown>> })[];
}

export interface Approval {
  readonly id: string;
  readonly approvers: readonly string[];
  readonly instructions: string;
  status: 'pending' | 'approved' | 'rejected' | 'skipped' | 'timedOut' | 'canceled';
  decision: { readonly by: string; readonly comment: string } | undefined;
}

export interface CheckConfiguration {
  readonly id: number;
  readonly version: number;
  readonly type: { readonly id: string; readonly name: string };
  readonly resource: { readonly type: string; readonly id: string };
  readonly settings: unknown;
  readonly timeout: number;
}

/** What Azure DevOps knows of the run that goes on. */
export class RunRecord {
  buildNumber = '';
  /** Undefined while the run goes on. */
  ended: { readonly result: BuildResult; readonly time: string } | undefined;
  startTime: string;
  readonly timeline = new Map<string, TimelineRecord>();
  readonly tags = new Set<string>();
  /** Numbers; undefined if nobody said. */
  openPullRequests: readonly number[] | undefined;
  readonly testRuns: TestRun[] = [];
  readonly approvals = new Map<string, Approval>();
  readonly checks = new Map<number, CheckConfiguration>();
  /** An id is never used again. */
  #checkIds = 0;
  /** Artifacts that were told by the API and have no folder. */
  readonly linkedArtifacts = new Map<string, { readonly type: string; readonly data: string }>();
  readonly identityTokens: IdentityTokens;
  /** Each job has a token of its own, which ends with the job. */
  readonly #jobs = new Map<string, string>();

  constructor(readonly facts: RunFacts) {
    this.identityTokens = new IdentityTokens(facts);
    this.startTime = new Date(facts.now()).toISOString();
  }

  /** As it stands now, for whoever asks after it has ended. */
  get build(): BuildRecord {
    const { buildId, definition, repository, commit, branch } = this.facts;
    return {
      id: buildId,
      number: this.buildNumber,
      definition,
      repository,
      commit,
      branch,
      status: this.ended === undefined ? 'inProgress' : 'completed',
      startTime: this.startTime,
      ...(this.ended === undefined ? {} : { result: this.ended.result, finishTime: this.ended.time }),
      tags: [...this.tags],
      timeline: [...this.timeline.values()],
    };
  }

  /** This run and the earlier ones, the newest first. */
  get builds(): readonly BuildRecord[] {
    const others = this.facts.earlier().filter(({ id }) => id !== this.facts.buildId);
    return [this.build, ...others].toSorted((one, other) => Number(other.id) - Number(one.id));
  }

  openJob(jobId: string): string {
    const token = randomUUID().replaceAll('-', '') + randomUUID().replaceAll('-', '');
    this.#jobs.set(token, jobId);
    return token;
  }

  closeJob(token: string): void {
    this.#jobs.delete(token);
  }

  nextCheckId(): number {
    this.#checkIds += 1;
    return this.#checkIds;
  }

  /** The job that a token belongs to. */
  jobOf(token: string): string | undefined {
    return this.#jobs.get(token);
  }

  addTests(name: string, tests: readonly RunTest[]): TestRun {
    const run: TestRun = { id: this.testRuns.length + 1, name, state: 'InProgress', comment: '', results: [] };
    tests.forEach((test) => addResult(run, test, {}));
    this.testRuns.push(run);
    return run;
  }

  requestApproval(approvers: readonly string[], instructions: string): Approval {
    const approval: Approval = { id: randomUUID(), approvers, instructions, status: 'pending', decision: undefined };
    this.approvals.set(approval.id, approval);
    return approval;
  }
}

/** Numbers of results begin at 100000, as on the service. */
export function addResult(run: TestRun, test: RunTest, fields: Readonly<Record<string, unknown>>): number {
  const id = 100_000 + run.results.length;
  run.results.push({ ...test, id, fields });
  return id;
}
