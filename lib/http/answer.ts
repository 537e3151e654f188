import type { Readable } from 'node:stream';
import { UserError } from '../core/errors';

/** The largest responses, run outputs and lists, have at most a tenth of it. */
const LARGEST_MIB = 64;

/** The body as text, up to a limit. */
export async function readAnswer(stream: Readable, host: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early closes the connection.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_MIB * 1024 * 1024) {
      throw new UserError('ANSWER_TOO_LARGE', {
        what: `${host} sent more than ${LARGEST_MIB} MiB in one answer; the rest was not read.`,
        fix: 'Check that the address leads to the service itself; if it does, reduce the size of what this step reads.',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
