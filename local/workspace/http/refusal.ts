import type { JsonObject } from '../../../lib/core/lossless-json';

/** The service's refusal of a call; thrown by routes, written by the gateway. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly headers: Readonly<Record<string, string>> = {};
  /** Replaces the usual body for APIs with their own error format. */
  readonly body: JsonObject | undefined = undefined;

  constructor(
    readonly status: number,
    /** Usually a name; the token check of the real service returns a number. */
    readonly errorCode: string | number,
    message: string,
  ) {
    super(message);
  }
}

export class MissingCredential extends Refusal {
  constructor() {
    super(401, 401, 'Credential was not sent or was of an unsupported type for this API.');
  }
}

export class InvalidToken extends Refusal {
  override readonly headers = { 'x-databricks-reason-phrase': 'Invalid access token.' };

  constructor(requestId: string) {
    super(403, 403, `Invalid access token. [ReqId: ${requestId}]`);
  }
}

export function invalidParameter(message: string): Refusal {
  return new Refusal(400, 'INVALID_PARAMETER_VALUE', message);
}

export function malformedRequest(message: string): Refusal {
  return new Refusal(400, 'MALFORMED_REQUEST', message);
}

export function missingPath(path: string): Refusal {
  return new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Path (${path}) doesn't exist.`);
}
