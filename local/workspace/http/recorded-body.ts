import { parseJson, type Json } from '../../../lib/core/lossless-json';
import type { ReceivedRequest } from './received-request';

const BINARY = /^(?:application\/octet-stream|multipart\/)/i;

/** A body as tests see it: JSON, else the text, else the number of bytes. */
export function recordedBody({ headers, content }: ReceivedRequest): Json | undefined {
  if (content.length === 0) {
    return undefined;
  }
  if (BINARY.test(headers['content-type'] ?? '')) {
    return `<${content.length} bytes>`;
  }
  const text = content.toString('utf8');
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
