import type { ErrorCode } from '../core/error-codes';
import { UserError } from '../core/errors';

/** Why something is not done, and what to do about it. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly what: string;
  readonly fix: string;
}

export function refusalError({ code, ...text }: Refusal): UserError {
  return new UserError(code, text);
}

/** The first that has something to say. */
export function firstRefusal(rules: readonly (() => Refusal | undefined)[]): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule();
    if (refusal !== undefined) {
      return refusal;
    }
  }
  return undefined;
}
