import type { ErrorCode } from '../core/error-codes';
import { UserError } from '../core/errors';

/** Why something is refused, and the next step. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly what: string;
  readonly fix: string;
}

export function refusalError({ code, ...text }: Refusal): UserError {
  return new UserError(code, text);
}

/** The first refusal, if any. */
export function firstRefusal(rules: readonly (() => Refusal | undefined)[]): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule();
    if (refusal !== undefined) {
      return refusal;
    }
  }
  return undefined;
}
