import type { StepResult } from '../../agent/job';
import { nameGuid } from '../../agent/variables/name-guid';
import type { RunRecord } from '../../azure-devops/run-record';
import type { TimelineRecord } from '../../azure-devops/timeline-record';
import type { JobSetup, Result, RunnableStep } from '../run/step-runner';
import { RECORD_RESULTS } from './record-results';
import { stageId } from './run-report';
import { testsIn } from './test-counts';

export interface ReportContext {
  readonly run: RunRecord;
  readonly jobId: string;
  readonly now: () => number;
}

/** Tells the stand-in of Azure DevOps what becomes of a job, so that its tasks can ask for it. */
export class JobReport {
  readonly #context: ReportContext;
  readonly #attempt: number;

  constructor({ plan, steps }: JobSetup, context: ReportContext) {
    this.#context = context;
    this.#attempt = plan.attempt;
    const stage = stageId(plan.stage);
    const phase = nameGuid(`phase/${plan.stage}/${plan.job}`);
    const { jobId } = context;
    // Without an engine nobody has told of the stage.
    if (!context.run.timeline.has(stage)) {
      this.#add({ id: stage, parentId: undefined, type: 'Stage', name: plan.stage, refName: plan.stage });
    }
    this.#add({ id: phase, parentId: stage, type: 'Phase', name: plan.job, refName: plan.job });
    this.#add({ id: jobId, parentId: phase, type: 'Job', name: plan.job, refName: `${plan.stage}.${plan.job}` });
    steps.forEach((step, index) => this.#addStep(step, index + 1));
  }

  started({ name }: RunnableStep): void {
    this.#update(this.#stepId(name), { state: 'inProgress', startTime: this.#time() });
  }

  ended({ name, displayName, result, issues, testResults, buildTags }: StepResult): void {
    this.#update(this.#stepId(name), {
      name: displayName,
      state: 'completed',
      result: RECORD_RESULTS[result],
      finishTime: this.#time(),
      issues: issues.map(({ type, message }) => ({ type, message })),
    });
    const { run } = this.#context;
    buildTags.forEach((tag) => run.tags.add(tag));
    for (const published of testResults) {
      const tests = run.addTests(published.runTitle ?? displayName, testsIn(published));
      tests.state = 'Completed';
    }
  }

  closed(result: Result): void {
    this.#update(this.#context.jobId, { state: 'completed', result: RECORD_RESULTS[result], finishTime: this.#time() });
  }

  #addStep({ name, displayName }: RunnableStep, order: number): void {
    const words = { name: displayName, refName: name, order, state: 'pending' } as const;
    this.#add({ id: this.#stepId(name), parentId: this.#context.jobId, type: 'Task', ...words });
  }

  /** A stage and its jobs go on when one of their jobs begins. */
  #add(record: Omit<TimelineRecord, 'order' | 'attempt' | 'state'> & Partial<TimelineRecord>): void {
    const { timeline } = this.#context.run;
    const known = timeline.get(record.id);
    const order = known?.order ?? timeline.size + 1;
    timeline.set(record.id, { order, attempt: this.#attempt, state: 'inProgress', startTime: this.#time(), ...record });
  }

  #update(id: string, change: Partial<TimelineRecord>): void {
    const { timeline } = this.#context.run;
    const known = timeline.get(id);
    if (known !== undefined) {
      timeline.set(id, { ...known, ...change });
    }
  }

  /** The id that the agent gives the step, which tasks see as `System.TaskInstanceId`. */
  #stepId(name: string): string {
    return nameGuid(`${this.#context.jobId}/${name}`);
  }

  #time(): string {
    return new Date(this.#context.now()).toISOString();
  }
}
