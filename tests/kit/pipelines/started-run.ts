import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RecordedEvent } from '../../../local/pipelines/run-folder/event-file';

/** A run that goes on, whose events are heard one by one. */
export class StartedRun {
  readonly events: RecordedEvent[] = [];
  readonly process: ChildProcess;
  readonly #waiting: { readonly wanted: (event: RecordedEvent) => boolean; readonly heard: () => void }[] = [];
  readonly #ended: Promise<number | null>;

  constructor(command: string, words: readonly string[], cwd: string) {
    this.process = spawn(command, ['run', ...words, '--json'], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    const lines = createInterface({ input: this.process.stdout ?? process.stdin });
    lines.on('line', (line) => this.#hear(JSON.parse(line) as RecordedEvent));
    this.#ended = new Promise((resolve) => lines.once('close', () => resolve(this.process.exitCode)));
  }

  /** Resolves when such an event has been heard; the test's time is the limit. */
  async until(wanted: (event: RecordedEvent) => boolean): Promise<void> {
    if (!this.events.some(wanted)) {
      await new Promise<void>((heard) => this.#waiting.push({ wanted, heard }));
    }
  }

  async end(): Promise<number | null> {
    await this.#ended;
    return (
      this.process.exitCode ?? (await new Promise((resolve) => this.process.once('exit', (code) => resolve(code))))
    );
  }

  #hear(event: RecordedEvent): void {
    this.events.push(event);
    this.#waiting.filter(({ wanted }) => wanted(event)).forEach(({ heard }) => heard());
  }
}
