import { LoginError } from '../core/login-error';
import { NetworkError } from '../http/network-error';
import { ApiError } from './api-error';

/** Whether the failure says nothing about the request: no answer, throttled, or the service unavailable. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof NetworkError ||
    (error instanceof LoginError && error.isPassing) ||
    (error instanceof ApiError && (error.kind === 'throttled' || error.kind === 'unavailable'))
  );
}
