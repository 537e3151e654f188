import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { RecordedEvent } from '../local/pipelines/run-folder/event-file';
import { COMMAND_LINE } from './built-extension';
import type { Context } from './context';
import { Outcome } from './outcome';
import { Progress } from './progress';

export interface Command {
  /** Words of `mlops run`, as a person would type them. */
  readonly words: readonly string[];
  /** With `--ask`: called when a stage waits for approval; the answer is typed in. */
  readonly onQuestion?: () => Promise<string>;
}

/** Runs `mlops run` in the project, shows what the pipeline does, and says how it ended. */
export async function runPipeline({ words, onQuestion }: Command, context: Context): Promise<Outcome> {
  const { project, printer, stop, laptop } = context;
  printer.code(`$ mlops run ${words.map(quoted).join(' ')}`);
  stop.throwIfAborted();
  const child = spawn(process.execPath, [COMMAND_LINE, 'run', ...words, '--json'], {
    cwd: project.folder,
    // Tests on the agent use the Python of the notebooks.
    env: { ...process.env, PATH: `${dirname(laptop.python)}${delimiter}${process.env['PATH'] ?? ''}` },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C in a terminal must reach it once, from here.
    detached: true,
  });
  const cancel = (): void => void child.kill('SIGINT');
  stop.addEventListener('abort', cancel);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // It may end without reading an answer.
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  const events: RecordedEvent[] = [];
  const progress = new Progress(printer);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as RecordedEvent;
      events.push(event);
      progress.hear(event);
      if (event.kind === 'waiting' && onQuestion !== undefined && event.for.startsWith('approval')) {
        child.stdin.write(await onQuestion());
      }
    }
    await ended;
  } finally {
    stop.removeEventListener('abort', cancel);
    printer.done();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await ended;
    }
  }
  stop.throwIfAborted();
  return new Outcome(events, said);
}

function quoted(word: string): string {
  return /^[\w./:@=,-]+$/.test(word) ? word : `'${word}'`;
}
