import * as agent from 'azure-pipelines-task-lib/task';

/** Time for sockets and timers to close before the process is ended. */
const LINGER_MS = 1500;

/**
 * Reports the one result of this process. The agent counts a process that ends silently as a success,
 * so a drained event loop or a stray error is turned into a failure here.
 */
export class StepResult {
  #reported = false;

  readonly #clean: (text: string) => string;

  constructor(clean: (text: string) => string) {
    this.#clean = clean;
    // The library's own listener would print the error unmasked.
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.failed(`Internal error: ${text}\nFix: Report this; it is a fault of the extension.`);
    });
    process.on('beforeExit', () => {
      if (!this.#reported) {
        this.failed(
          'Internal error: the task ended without a result.\nFix: Report this; nothing it did can be relied on.',
        );
      }
    });
  }

  succeeded(issues: readonly string[] = []): void {
    if (issues.length > 0) {
      this.succeededWithIssues(issues.join('\n'));
    }
    this.#once(() => agent.setResult(agent.TaskResult.Succeeded));
  }

  succeededWithIssues(message: string): void {
    this.#once(() => agent.setResult(agent.TaskResult.SucceededWithIssues, this.#clean(message)));
  }

  failed(message: string): void {
    this.#once(() => agent.setResult(agent.TaskResult.Failed, this.#clean(message)));
  }

  canceled(message: string): void {
    this.#once(() => {
      const text = this.#clean(message);
      agent.error(text);
      // The library writes this result as 'Cancelled', which the agent does not know.
      agent.command('task.complete', { result: 'Canceled' }, text);
    });
  }

  #once(report: () => void): void {
    if (this.#reported) {
      return;
    }
    this.#reported = true;
    report();
    // Other exit codes look like a fault of the machine to the agent.
    process.exitCode = 0;
    setTimeout(() => process.exit(0), LINGER_MS).unref();
  }
}
