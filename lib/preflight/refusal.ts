import { ApiError } from '../databricks/api/api-error';

/** Why the service does not show an object; rethrows errors that are not about the object. */
export function refusalOf(error: unknown): string {
  if (error instanceof ApiError && (error.kind === 'permission' || error.kind === 'refused')) {
    const { status, code, message, requestId } = error;
    const answer = [status, code].filter((part) => part !== undefined).join(' ');
    return `${answer}: ${message}${requestId === undefined ? '' : ` [request ${requestId}]`}`;
  }
  throw error;
}
