import { formatDuration } from '../lib/core/durations';
import type { RecordedEvent } from '../local/pipelines/run-folder/event-file';
import { decisionText, type Where } from '../local/pipelines/run/events';
import type { Printer } from './printer';

const WIDTH = 62;
const MARKS = { Succeeded: '✓', SucceededWithIssues: '!', Failed: '✗', Canceled: '■', Skipped: '–' } as const;
/** Steps that only bring files are shown when they fail. */
const PLUMBING = /^(?:Post-job: |checkout |download )|^Bring /;
const REASON_LINES = 12;

/** A pipeline while it runs: one line for each step that ended, and for what waits or is left out. */
export class Progress {
  readonly #printer: Pick<Printer, 'log' | 'doing'>;
  #stage = '';

  constructor(printer: Pick<Printer, 'log' | 'doing'>) {
    this.#printer = printer;
  }

  hear(event: RecordedEvent): void {
    switch (event.kind) {
      case 'step started':
        this.#printer.doing(event.title);
        return;
      case 'waiting':
        this.#line(event, `… waits for ${event.for}`);
        return;
      case 'approval':
        this.#line(
          event,
          `✓ ${event.subject} ${decisionText(event)}${event.comment === '' ? '' : `: ${event.comment}`}`,
        );
        return;
      case 'step ended':
        this.#stepEnded(event);
        return;
      case 'stage ended':
        if (event.result === 'Skipped') {
          this.#line(event, `– left out, ${event.why ?? 'its condition does not hold'}`);
        }
        return;
      case 'run started':
      case 'stage started':
      case 'job started':
      case 'job ended':
      case 'note':
      case 'counter':
      case 'run ended':
    }
  }

  #stepEnded(event: Extract<RecordedEvent, { readonly kind: 'step ended' }>): void {
    const { result, title, durationMs, issues = [] } = event;
    if (result === 'Skipped' || (result === 'Succeeded' && PLUMBING.test(title))) {
      return;
    }
    this.#line(event, `${MARKS[result]} ${title}`.padEnd(WIDTH) + formatDuration(durationMs).padStart(8));
    if (result === 'Failed') {
      const reasons = issues.filter(({ type }) => type === 'error').flatMap(({ message }) => message.split('\n'));
      reasons.slice(0, REASON_LINES).forEach((reason) => this.#printer.log(`          ${reason}`));
    }
  }

  /** The name of a stage stands where it begins. */
  #line({ stage }: Where, text: string): void {
    this.#printer.log(`${(stage === this.#stage ? '' : stage).padEnd(9)} ${text}`);
    this.#stage = stage;
  }
}
