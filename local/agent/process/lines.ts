import type { Readable } from 'node:stream';

/** Calls back for each line; a lone carriage return ends a line too, as it does for the agent. */
export function onLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    // A trailing carriage return may be the first half of a CRLF.
    const text = rest + chunk;
    const held = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + held;
    lines.forEach(onLine);
  });
  stream.on('end', () => {
    if (rest !== '') {
      onLine(rest.replace(/\r$/, ''));
    }
  });
}
