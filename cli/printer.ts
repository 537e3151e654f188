/** The only writers to the terminal. What files hold is shown, never obeyed: control characters become blanks. */
export function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, ' ');
}
