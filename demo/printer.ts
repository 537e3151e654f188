import { printedLine } from '../local/agent/printer';
import { wrappedLine } from './wrapped-line';

const WIDTH = 80;
const MARGIN = '  |';
const CONTINUED = ' '.repeat(MARGIN.length + 5);
const BOLD = 1;
const DIM = 2;

export interface Printer {
  heading(title: string): void;
  /** The narrator's text. */
  say(...lines: readonly string[]): void;
  /** Code that a reader would write. */
  code(text: string): void;
  /** One line of the agent's log. */
  log(line: string): void;
  error(text: string): void;
}

/** A pipe or file gets whole lines, so that other programs can search them. */
function widthOfLog(): number {
  const { isTTY, columns } = process.stdout;
  return isTTY && columns > 0 ? columns - CONTINUED.length : Infinity;
}

/** The only writer to the terminal. Calls `onReaderGone` when the reader has closed the output, e.g. `| head`. */
export function openPrinter(onReaderGone: () => void): Printer {
  // Node's own check respects NO_COLOR.
  const colors = process.stdout.isTTY && process.stdout.hasColors();
  process.stdout.on('error', onReaderGone);
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  const styled = (text: string, style: number): string => (colors ? `\u001b[${style}m${text}\u001b[0m` : text);

  return {
    heading: (title) => write(`\n${styled(`== ${title} `.padEnd(WIDTH, '='), BOLD)}\n`),
    say: (...lines) => lines.forEach(write),
    code: (text) => text.split('\n').forEach((line) => write(`    ${line}`.trimEnd())),
    log(line) {
      const shown = printedLine(line, { colors });
      const [first, ...others] = shown === undefined ? [] : wrappedLine(shown, widthOfLog());
      if (first !== undefined) {
        write(`${styled(MARGIN, DIM)} ${first}`.trimEnd());
      }
      // A color continues over the line break; a margin would end it.
      others.forEach((rest) => write(`${CONTINUED}${rest}`));
    },
    error: (text) => void process.stderr.write(`${text}\n`),
  };
}
