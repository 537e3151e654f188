import { harmlessJson, harmlessLine } from '../lib/core/harmless';

/**
 * The only writers to the terminal. Text from files cannot act as a command or break out of its line. All lines
 * are one write, because a terminal takes longer over each than we do over a line.
 */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${harmlessLine(line)}\n`).join(''));
}

export function printJson(value: object): void {
  process.stdout.write(`${harmlessJson(JSON.stringify(value, undefined, 2))}\n`);
}

export function printError(line: string): void {
  process.stderr.write(`${harmlessLine(line)}\n`);
}

/** For text that is already harmless in each line. */
export function printMadeHarmless(text: string): void {
  process.stdout.write(text);
}
