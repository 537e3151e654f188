import { LoginError } from '../../core/login-error';
import { NetworkError } from '../../http/network-error';
import { ApiError } from './api-error';

/** Whether the failure says nothing about the request: no answer or none that can be read, throttled, or the service unavailable. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof NetworkError ||
    (error instanceof LoginError && error.isPassing) ||
    (error instanceof ApiError && ['throttled', 'unavailable', 'unreadable'].includes(error.kind))
  );
}

/** Whether the request may have had its effect although it failed: it may have arrived, and no answer says what became of it. */
export function leavesDoubt(error: unknown): boolean {
  return error instanceof NetworkError
    ? error.fault === 'lost' || error.fault === 'timeout'
    : error instanceof ApiError && (error.kind === 'unavailable' || error.status < 300);
}
