import { createInterface } from 'node:readline/promises';
import type { Ask } from './answers';

/** Questions at the terminal; an empty answer takes the usual one. */
export function terminalAsk(): Ask {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    return undefined;
  }
  return async (question, usual) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    // The terminal takes Ctrl-C for itself while a question is open.
    terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    try {
      const answer = await terminal.question(`${question}${usual === '' ? '' : ` [${usual}]`}: `);
      return answer.trim() || usual;
    } finally {
      terminal.close();
    }
  };
}
