/** The only writer to the terminal. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printError(lines: string): void {
  process.stderr.write(`${lines}\n`);
}
