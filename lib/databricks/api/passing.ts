import { LoginError } from '../../core/login-error';
import { NetworkError } from '../../http/network-error';
import { ApiError } from './api-error';

/** Whether the failure is temporary: no response or an unreadable one, throttling, or an unavailable service. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof NetworkError ||
    (error instanceof LoginError && error.isPassing) ||
    (error instanceof ApiError && ['throttled', 'unavailable', 'unreadable'].includes(error.kind))
  );
}

/** Whether a failed request may have had its effect: it may have arrived, but no response says so. */
export function leavesDoubt(error: unknown): boolean {
  return error instanceof NetworkError
    ? error.fault === 'lost' || error.fault === 'timeout'
    : error instanceof ApiError && (error.kind === 'unavailable' || error.status < 300);
}
