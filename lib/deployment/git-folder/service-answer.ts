import type { ApiError } from '../../databricks/api/api-error';

/** The service's own message, after one of our sentences. */
export function answerOf({ status, code, message, requestId }: ApiError): string {
  const word = code === undefined ? String(status) : `${status} ${code}`;
  return `(${word}: ${message.replace(/\s+/g, ' ').replace(/\.$/, '')}${requestId === undefined ? '' : `, request ${requestId}`})`;
}
