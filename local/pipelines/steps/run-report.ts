import { nameGuid } from '../../agent/variables/name-guid';
import type { BuildResult } from '../../azure-devops/build-record';
import type { Approval, RunRecord } from '../../azure-devops/run-record';
import type { TimelineRecord } from '../../azure-devops/timeline-record';
import { KEPT, type ApprovalRecord, type RunEvent } from '../run/events';
import type { Result } from '../run/step-runner';
import { RECORD_RESULTS } from './record-results';

export interface FollowedStage {
  readonly name: string;
  readonly title: string;
}

export interface ReportParts {
  readonly run: RunRecord;
  readonly stages: readonly FollowedStage[];
  readonly now: () => number;
  /** Called after every change that outlives the run. */
  readonly keep: () => void;
}

const BUILD_RESULTS: Readonly<Record<Result, BuildResult>> = {
  Succeeded: 'succeeded',
  SucceededWithIssues: 'partiallySucceeded',
  Failed: 'failed',
  Canceled: 'canceled',
  // Nothing ran, and nothing is wrong.
  Skipped: 'succeeded',
};

const APPROVAL_STATES = { approved: 'approved', rejected: 'rejected', 'timed out': 'timedOut' } as const;

/** Tells the stand-in of Azure DevOps what the engine decides: how stages wait, start and end. */
export class RunReport {
  readonly #parts: ReportParts;
  #attempt = 1;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  hear(event: RunEvent): void {
    switch (event.kind) {
      case 'run started':
        this.#begin(event.name, event.attempt);
        break;
      case 'waiting':
        this.#request(event.stage, event.approval);
        break;
      case 'approval':
        this.#decide(event.stage, event);
        break;
      case 'stage started':
        this.#reopen(event.stage, 'inProgress');
        break;
      case 'stage ended':
        this.#endStage(event);
        break;
      case 'job ended':
        this.#endJob(event);
        return;
      case 'run ended':
        this.#parts.run.ended = { result: BUILD_RESULTS[event.result], time: this.#time() };
        break;
      case 'job started':
      case 'step started':
      case 'step ended':
      case 'note':
      case 'counter':
        return;
    }
    this.#parts.keep();
  }

  #begin(name: string, attempt: number): void {
    const { run, stages } = this.#parts;
    this.#attempt = attempt;
    run.buildNumber = name;
    run.ended = undefined;
    stages.forEach((stage, index) => {
      const id = stageId(stage.name);
      const words = { name: stage.title, refName: stage.name, identifier: stage.name, order: index + 1 };
      const known = run.timeline.get(id);
      run.timeline.set(id, known ?? { ...words, id, parentId: undefined, type: 'Stage', attempt, state: 'pending' });
    });
  }

  /** As the service does: a checkpoint of the stage, and an approval whose id the record has. */
  #request(stage: string, subject: string | undefined): void {
    if (subject === undefined) {
      return;
    }
    const { run } = this.#parts;
    const { id } = run.requestApproval([], subject);
    const checkpoint = nameGuid(`checkpoint/${stage}/${this.#attempt}`);
    this.#add({ id: checkpoint, parentId: stageId(stage), type: 'Checkpoint', name: 'Checkpoint' });
    this.#add({ id, parentId: checkpoint, type: 'Checkpoint.Approval', name: 'Checkpoint.Approval' });
    this.#reopen(stage, 'pending');
  }

  #decide(stage: string, { subject, decision, who, comment }: ApprovalRecord): void {
    const { run } = this.#parts;
    const approval = [...run.approvals.values()].findLast((one) => one.status === 'pending' && isOf(one, subject));
    if (approval === undefined) {
      return;
    }
    approval.status = APPROVAL_STATES[decision];
    approval.decision = { by: who, comment };
    const ended = this.#ended(decision === 'approved' ? 'Succeeded' : decision === 'rejected' ? 'Failed' : 'Skipped');
    this.#change(approval.id, ended);
    this.#change(nameGuid(`checkpoint/${stage}/${this.#attempt}`), ended);
  }

  /** Whatever an earlier attempt left no longer holds. */
  #reopen(stage: string, state: TimelineRecord['state']): void {
    const { timeline } = this.#parts.run;
    const known = timeline.get(stageId(stage));
    if (known !== undefined) {
      const { result: _result, finishTime: _finishTime, ...open } = known;
      timeline.set(known.id, { ...open, attempt: this.#attempt, state, startTime: this.#time() });
    }
  }

  #endStage({ stage, result, why }: StageEnd): void {
    // One that an earlier attempt has ended keeps its record.
    if (why !== KEPT) {
      this.#change(stageId(stage), this.#ended(result));
    }
  }

  #endJob({ stage, job, part, result, why }: JobEnd): void {
    if (part === undefined && job !== undefined && why !== KEPT) {
      const id = nameGuid(`phase/${stage}/${job}`);
      this.#add({ id, parentId: stageId(stage), type: 'Phase', name: job, ...this.#ended(result) });
    }
  }

  /** Keeps what an earlier event has said of the same record. */
  #add(record: Pick<TimelineRecord, 'id' | 'parentId' | 'type' | 'name'> & Partial<TimelineRecord>): void {
    const { timeline } = this.#parts.run;
    const known = timeline.get(record.id);
    const words = { refName: record.name, order: timeline.size + 1, state: 'inProgress' as const };
    timeline.set(record.id, { ...words, ...this.#started(), ...known, ...record });
  }

  #change(id: string, change: Partial<TimelineRecord>): void {
    const { timeline } = this.#parts.run;
    const known = timeline.get(id);
    if (known !== undefined) {
      timeline.set(id, { ...known, ...change });
    }
  }

  #started(): Pick<TimelineRecord, 'attempt' | 'startTime'> {
    return { attempt: this.#attempt, startTime: this.#time() };
  }

  #ended(result: Result): Pick<TimelineRecord, 'attempt' | 'state' | 'result' | 'finishTime'> {
    return {
      attempt: this.#attempt,
      state: 'completed',
      result: RECORD_RESULTS[result],
      finishTime: this.#time(),
    };
  }

  #time(): string {
    return new Date(this.#parts.now()).toISOString();
  }
}

type StageEnd = Extract<RunEvent, { readonly kind: 'stage ended' }>;
type JobEnd = Extract<RunEvent, { readonly kind: 'job ended' }>;

function isOf({ instructions }: Approval, subject: string): boolean {
  return instructions === subject;
}

export function stageId(stage: string): string {
  return nameGuid(`stage/${stage}`);
}
