import type { Fields } from './fields';
import { invalidParameter } from './refusal';

/** Page tokens are opaque to clients; here a token is the position after the page. */
export function pageTokenOf(position: bigint | number): string {
  return Buffer.from(`after:${position}`).toString('base64url');
}

/** The position where a call continues; undefined for the first page, also with an empty token. */
export function positionAsked(query: Fields, name = 'page_token'): bigint | undefined {
  const token = query.optionalText(name);
  return token === undefined || token === '' ? undefined : positionOf(token);
}

function positionOf(pageToken: string): bigint {
  const position = /^after:(\d+)$/.exec(Buffer.from(pageToken, 'base64url').toString())?.[1];
  if (position === undefined) {
    throw invalidParameter(`Invalid page token: ${pageToken}`);
  }
  return BigInt(position);
}
