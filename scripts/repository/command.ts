/** Runs a script to its end; a failure is one message and an exit code, without a stack. */
export function runScript(script: () => Promise<void>): void {
  script().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
