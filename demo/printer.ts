import { printedLine } from '../local/agent/printer';

const WIDTH = 80;
const BOLD = 1;
const DIM = 2;
const CLEAR_LINE = '\r\u001b[2K';

export interface Printer {
  heading(title: string): void;
  /** The narrator's text. */
  say(...lines: readonly string[]): void;
  /** Code or a command that a reader would write. */
  code(text: string): void;
  /** What a pipeline has done. */
  log(line: string): void;
  /** What it does now; a terminal shows it until the next line. */
  doing(text: string): void;
  /** Ends what `doing` shows. */
  done(): void;
  error(text: string): void;
}

/** The only writer to the terminal. Calls `onReaderGone` when the reader has closed the output, e.g. `| head`. */
export function openPrinter(onReaderGone: () => void): Printer {
  const isTerminal = process.stdout.isTTY;
  // Node's own check respects NO_COLOR.
  const colors = isTerminal && process.stdout.hasColors();
  process.stdout.on('error', onReaderGone);
  let isDoing = false;
  const done = (): void => {
    if (isDoing) {
      process.stdout.write(CLEAR_LINE);
      isDoing = false;
    }
  };
  const write = (line: string): void => {
    done();
    process.stdout.write(`${line.trimEnd()}\n`);
  };
  const styled = (text: string, style: number): string => (colors ? `\u001b[${style}m${text}\u001b[0m` : text);

  return {
    heading: (title) => ['', styled(`== ${title} `.padEnd(WIDTH, '='), BOLD), ''].forEach(write),
    say: (...lines) => lines.forEach(write),
    code: (text) => text.split('\n').forEach((line) => write(`    ${line}`)),
    log: (line) => write(`  ${styled('|', DIM)} ${printedLine(line, { colors }) ?? ''}`),
    doing(text) {
      if (isTerminal) {
        done();
        process.stdout.write(`  ${styled(`| ${text} …`.slice(0, (process.stdout.columns || WIDTH) - 3), DIM)}`);
        isDoing = true;
      }
    },
    done,
    error: (text) => void process.stderr.write(`${text}\n`),
  };
}
