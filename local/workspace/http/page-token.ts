import { invalidParameter } from './refusal';

/** Page tokens are opaque to clients; here each is the position after the page. */
export function pageTokenOf(position: bigint | number): string {
  return Buffer.from(`after:${position}`).toString('base64url');
}

export function positionOf(pageToken: string): bigint {
  const position = /^after:(\d+)$/.exec(Buffer.from(pageToken, 'base64url').toString())?.[1];
  if (position === undefined) {
    throw invalidParameter(`Invalid page token: ${pageToken}`);
  }
  return BigInt(position);
}
