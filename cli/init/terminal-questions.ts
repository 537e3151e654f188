import { createInterface } from 'node:readline';
import { UsageError } from '../usage-error';
import type { Ask } from './answers';

export interface Questions {
  /** Undefined if there is no terminal. */
  readonly ask: Ask;
  readonly close: () => void;
}

/** Questions at the terminal; an empty answer takes the usual one, and a wrong one is explained and asked again. */
export function terminalQuestions(): Questions {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    return { ask: undefined, close: () => undefined };
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal takes Ctrl-C for itself while a question is open.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  // Keeps answers that are typed before their question.
  const answers = terminal[Symbol.asyncIterator]();
  return {
    async ask({ text, usual, read }) {
      terminal.setPrompt(`${text}${usual === '' ? '' : ` [${usual}]`}: `);
      for (;;) {
        terminal.prompt();
        const answer = await answers.next();
        if (answer.done === true) {
          throw new UsageError('The questions were not answered.', 'Answer them, or write --name and --registry.');
        }
        try {
          return read(answer.value.trim() || usual);
        } catch (error) {
          if (!(error instanceof UsageError)) {
            throw error;
          }
          process.stderr.write(`${error.message}\n`);
        }
      }
    },
    close: () => terminal.close(),
  };
}
