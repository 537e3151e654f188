import { formatDuration } from '../../lib/core/durations';
import { harmlessJson } from '../../lib/core/harmless';
import { decisionText, type RunEvent, type Where } from '../../local/pipelines/run/events';
import { printLines, printMadeHarmless } from '../printer';

/** What somebody sees while a run goes on. */
export interface RunView {
  hear(event: RunEvent, line: string): void;
  /** Somebody is asked at the terminal. */
  pause(): void;
  resume(): void;
  end(): void;
}

const QUIET = { pause: () => {}, resume: () => {}, end: () => {} };

/** One event per line, for programs. */
export const JSON_VIEW: RunView = { ...QUIET, hear: (_, line) => printMadeHarmless(`${harmlessJson(line)}\n`) };

/** One line per start and end, for logs. */
export function plainView(): RunView {
  const starts = new Map<string, number>();
  return {
    ...QUIET,
    hear(event) {
      printLines(plainLines(event, starts));
    },
  };
}

function plainLines(event: RunEvent, starts: Map<string, number>): readonly string[] {
  switch (event.kind) {
    case 'run started':
      return [`run ${event.name}${event.attempt === 1 ? '' : `, attempt ${event.attempt}`}`];
    case 'stage started':
    case 'job started':
      starts.set(pathOf(event), Date.now());
      return [`${pathOf(event)}: started`];
    case 'step started':
      return [];
    case 'waiting':
      return [`${pathOf(event)}: waits for ${event.for}`];
    case 'step ended':
      return [`${pathOf(event)} "${event.title}": ${event.result}${after(event.durationMs, event.why)}`];
    case 'stage ended':
    case 'job ended':
      return [`${pathOf(event)}: ${event.result}${after(elapsed(pathOf(event), starts), event.why)}`];
    case 'approval':
      return [`${pathOf(event)}: ${event.subject} ${decisionText(event)}${commentText(event.comment)}`];
    case 'note':
      return [pathOf(event) === '' ? `note: ${event.text}` : `${pathOf(event)}: note: ${event.text}`];
    case 'counter':
    case 'run ended':
      return [];
  }
}

export function pathOf({ stage, job, part, step }: Where): string {
  return [stage, job, part, step].filter((name) => name !== undefined && name !== '').join('/');
}

export function commentText(comment: string): string {
  return comment === '' ? '' : `: ${comment}`;
}

function elapsed(path: string, starts: Map<string, number>): number | undefined {
  const start = starts.get(path);
  return start === undefined ? undefined : Date.now() - start;
}

function after(durationMs: number | undefined, why: string | undefined): string {
  const time = durationMs === undefined || why !== undefined ? '' : `, ${formatDuration(durationMs)}`;
  return `${time}${why === undefined ? '' : `, ${why}`}`;
}
