import { harmlessJson, harmlessLine } from '../lib/core/harmless';

/** The only writers to the terminal. Text from files cannot act as a command or break out of its line. */
export function print(line: string): void {
  process.stdout.write(`${harmlessLine(line)}\n`);
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
