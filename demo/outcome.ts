import { dirname } from 'node:path';
import type { RecordedEvent } from '../local/pipelines/run-folder/event-file';

type Step = Extract<RecordedEvent, { readonly kind: 'step ended' }>;

/** How a run ended, from what it told. */
export class Outcome {
  readonly #events: readonly RecordedEvent[];
  /** Whatever `mlops run` wrote to its standard error. */
  readonly #said: string;

  constructor(events: readonly RecordedEvent[], said: string) {
    this.#events = events;
    this.#said = said;
  }

  /** Succeeded, SucceededWithIssues, Failed …; what was said if the run did not begin. */
  get result(): string {
    const last = this.#events.at(-1);
    return last?.kind === 'run ended' ? last.result : this.#said.trim();
  }

  get id(): string {
    const [first] = this.#events;
    return first?.kind === 'run started' ? first.id : '';
  }

  stage(name: string): string {
    const ended = this.#events.findLast((event) => event.kind === 'stage ended' && event.stage === name);
    return ended?.kind === 'stage ended' ? ended.result : 'not there';
  }

  /** Output of a step, such as `compare.verdict`; empty if nobody set it. A deployment puts the name of its hook in front. */
  output(name: string): string {
    const all = this.#events.flatMap((event) => (event.kind === 'job ended' ? Object.entries(event.outputs) : []));
    return all.findLast(([key]) => key === name || key.endsWith(`.${name}`))?.[1] ?? '';
  }

  get failed(): Step | undefined {
    return this.#steps.find(({ result }) => result === 'Failed');
  }

  /** The errors of the step that failed first. */
  get reasons(): readonly string[] {
    const issues = this.failed?.issues ?? [];
    return issues.filter(({ type }) => type === 'error').map(({ message }) => message);
  }

  step(name: string): Step | undefined {
    return this.#steps.findLast((step) => step.step === name && !step.title.startsWith('Post-job'));
  }

  /** The first page that a step put into the summary of the run. */
  reportOf(step: string): string {
    return this.step(step)?.summaries?.[0] ?? '';
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Where logs, artifacts and events are. */
  get folder(): string {
    const log = this.#steps.find((step) => step.log !== undefined && step.log !== '')?.log ?? '';
    const [folder = ''] = log.split('/logs/');
    return folder === log ? dirname(log) : folder;
  }

  get #steps(): readonly Step[] {
    return this.#events.filter((event) => event.kind === 'step ended');
  }
}
