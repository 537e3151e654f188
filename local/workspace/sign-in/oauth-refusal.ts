import type { JsonObject } from '../../../lib/core/lossless-json';
import { Refusal } from '../http/refusal';

export type OAuthError = 'invalid_client' | 'invalid_grant' | 'invalid_request' | 'unsupported_grant_type';

/** Errors of OAuth have their own format (RFC 6749, section 5.2). */
export class OAuthRefusal extends Refusal {
  override readonly body: JsonObject;

  constructor(error: OAuthError, description: string) {
    super(error === 'invalid_client' ? 401 : 400, error, description);
    this.body = { error, error_description: description };
  }
}
