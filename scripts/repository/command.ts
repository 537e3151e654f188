/** Runs a script; prints a failure as one message without a stack and sets the exit code. */
export function runScript(script: () => Promise<void>): void {
  script().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
