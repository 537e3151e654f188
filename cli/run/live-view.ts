import { formatDuration } from '../../lib/core/durations';
import { harmlessLine } from '../../lib/core/harmless';
import type { RunEvent } from '../../local/pipelines/run/events';
import { RunTree, type Branch } from './tree';
import type { RunView } from './view';

const REDRAW_MS = 200;
const CLEAR_LINE = '\u001B[2K';

/** The part of a terminal that is used. */
export type Screen = Pick<NodeJS.WriteStream, 'columns' | 'rows'> & { write(text: string): unknown };

/** A tree that is drawn anew in the same place. Parts that ended well are closed. */
export class LiveView implements RunView {
  readonly #tree = new RunTree();
  readonly #screen: Screen;
  readonly #timer: NodeJS.Timeout;
  #drawn = 0;
  #isPaused = false;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#timer = setInterval(() => this.#draw(), REDRAW_MS);
    this.#timer.unref();
  }

  hear(event: RunEvent): void {
    this.#tree.hear(event, Date.now());
  }

  pause(): void {
    this.#draw();
    this.#isPaused = true;
    this.#drawn = 0;
  }

  resume(): void {
    this.#isPaused = false;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw();
  }

  #draw(): void {
    if (this.#isPaused) {
      return;
    }
    // A terminal that does not know its size says 0.
    const { columns, rows } = { columns: this.#screen.columns || 80, rows: this.#screen.rows || 24 };
    const all = [...this.#tree.stages.values()].flatMap((branch) => linesOf(branch));
    const lines = all.slice(-Math.max(1, rows - 1)).map((line) => harmlessLine(line).slice(0, columns - 1));
    const up = this.#drawn === 0 ? '' : `\u001B[${this.#drawn}A`;
    const cleared = lines.map((line) => `${CLEAR_LINE}${line}\n`).join('');
    this.#screen.write(`${up}\r${cleared}\u001B[0J`);
    this.#drawn = lines.length;
  }
}

const MARKS = {
  running: '●',
  waiting: '◌',
  Succeeded: '✓',
  SucceededWithIssues: '!',
  Failed: '✗',
  Canceled: '■',
  Skipped: '–',
} as const;

function linesOf(branch: Branch): readonly string[] {
  const { state, title, depth, startMs, endMs, why } = branch;
  const time = state === 'Skipped' ? '' : ` ${formatDuration((endMs ?? Date.now()) - startMs)}`;
  const reason = why === undefined || why === '' ? '' : ` (${why})`;
  const isOpen = depth === 0 || state === 'running' || state === 'Failed' || state === 'Canceled';
  const inner = isOpen ? [...branch.children.values()].flatMap((child) => linesOf(child)) : [];
  return [`${'  '.repeat(depth)}${MARKS[state]} ${title}${time}${reason}`, ...inner];
}
