import type { Readable } from 'node:stream';

/** Of a longer line, what comes behind is dropped: a program that never ends a line must not fill the memory. */
const LONGEST_READ = 1024 * 1024 + 64 * 1024;

/** Calls back for each line; a lone carriage return ends a line too, as it does for the agent. */
export function onLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    if (rest.length >= LONGEST_READ && !/[\r\n]/.test(chunk)) {
      return;
    }
    // A trailing carriage return may be the first half of a CRLF.
    const text = rest + chunk;
    const held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '').slice(0, LONGEST_READ) + held;
    lines.forEach(onLine);
  });
  stream.on('end', () => {
    if (rest !== '') {
      onLine(rest.replace(/\r$/, ''));
    }
  });
}
