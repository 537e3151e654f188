import { randomBytes } from 'node:crypto';

export interface Lifetime {
  /** The response to the client. */
  readonly seconds: number;
  /** How much faster than real time the client's clock runs. */
  readonly speed: number;
  /** The token is revoked after so many requests. */
  readonly uses?: number;
}

interface Issued {
  readonly value: string;
  readonly resource: string;
  readonly endsAt: number;
  uses: number;
}

/** Access tokens that a login has given out, and which of them the workspace still accepts. */
export class IssuedTokens {
  readonly all: Issued[] = [];
  lifetime: Lifetime = { seconds: 3600, speed: 1 };

  /** Answers as a token endpoint does. */
  issue(resource: string): Readonly<Record<string, unknown>> {
    const value = ['header', 'payload', 'signature'].map(() => randomBytes(24).toString('base64url')).join('.');
    const { seconds, speed, uses = Infinity } = this.lifetime;
    this.all.push({ value, resource, endsAt: Date.now() + (seconds * 1000) / speed, uses });
    return { token_type: 'Bearer', expires_in: seconds, access_token: value };
  }

  /** Counts as one use. */
  isGood(value: string | undefined, resource: string): boolean {
    const found = this.all.find((token) => token.value === value && token.resource === resource);
    return found !== undefined && Date.now() < found.endsAt && found.uses-- > 0;
  }
}
