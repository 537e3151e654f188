import type { Content } from './api/api-request';

/** A text of ours. */
export function textContent(text: string): Content {
  const bytes = Buffer.from(text);
  return {
    length: bytes.length,
    async *chunks() {
      yield bytes;
    },
  };
}
