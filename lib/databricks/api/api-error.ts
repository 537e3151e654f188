import type { HttpResponse } from '../../http/message';
import type { UnusableAnswer } from '../wire/fields';
import type { ApiRequest } from './api-request';
import { readErrorBody } from './error-body';

export type ApiErrorKind =
  'authentication' | 'permission' | 'absent' | 'throttled' | 'unavailable' | 'wrongNetwork' | 'unreadable' | 'refused';

/** Whose credentials a request carries, for what a user has to do about them. */
export interface Caller {
  readonly name: string;
  /** What to do when they are refused. */
  readonly whenRefused: string;
}

interface ApiErrorDetails {
  readonly caller?: Caller | undefined;
  /** Why an answer of a good status is none. */
  readonly unusable?: UnusableAnswer;
}

/** The service answered, and not with what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly status: number;
  /** The service's own word, when it gave one. */
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly workspaceId: string | undefined;
  readonly caller: Caller | undefined;

  constructor(
    readonly request: ApiRequest,
    response: HttpResponse,
    { caller, unusable }: ApiErrorDetails = {},
  ) {
    const body = readErrorBody(response.body);
    super(messageOf(response, body.message, unusable), { cause: unusable });
    this.caller = caller;
    this.status = response.status;
    this.code = body.code;
    this.requestId = response.headers['x-request-id'] ?? body.requestId;
    this.workspaceId = response.headers['x-databricks-org-id'];
    this.kind = kindOf(response, body);
  }
}

function messageOf(response: HttpResponse, said: string, unusable: UnusableAnswer | undefined): string {
  if (isPage(response)) {
    return 'a web page came back instead of data';
  }
  return unusable === undefined ? said : `the answer cannot be used: ${unusable.message}`;
}

/** Whether the service refused who is asking, rather than what is asked for. */
export function refusesCredentials(response: HttpResponse): boolean {
  // Other answers may be large and are not read for this.
  const mayBe = response.status === 401 || response.status === 403;
  return mayBe && kindOf(response, readErrorBody(response.body)) === 'authentication';
}

/** A login page, however it arrives: the network between here and the workspace is not the one it expects. */
export function isPage(response: HttpResponse): boolean {
  const redirected = response.status >= 300 && response.status < 400;
  return redirected || (response.status < 300 && /^text\/html/i.test(response.headers['content-type'] ?? ''));
}

function kindOf(
  response: HttpResponse,
  { code, message }: { code: string | undefined; message: string },
): ApiErrorKind {
  const { status } = response;
  if (isPage(response)) {
    return 'wrongNetwork';
  }
  if (status < 300) {
    return 'unreadable';
  }
  if (status === 401 || (status === 403 && saysTokenIsBad(response, message))) {
    return 'authentication';
  }
  if (status === 403) {
    return 'permission';
  }
  if (saysNothingIsThere(code) || isMissingRunOrJob(code, message)) {
    return 'absent';
  }
  if (status === 429) {
    return 'throttled';
  }
  return status >= 500 ? 'unavailable' : 'refused';
}

/** A wrong or expired token is a 403 without a code word, so only the text tells it from a missing permission. */
function saysTokenIsBad(response: HttpResponse, message: string): boolean {
  const reason = response.headers['x-databricks-reason-phrase'] ?? '';
  return /invalid access token|token (?:is |has )?expired|expired token/i.test(`${reason} ${message}`);
}

/** A 404 alone may also mean a wrong path, a feature that is off, or a wrong host: only the code word says absence. */
function saysNothingIsThere(code = ''): boolean {
  return /(?:^NOT_FOUND|_NOT_EXIST|_NOT_FOUND)$/.test(code) && code !== 'ENDPOINT_NOT_FOUND';
}

/** Jobs and runs that are not there answer 400 INVALID_PARAMETER_VALUE "… does not exist." */
function isMissingRunOrJob(code: string | undefined, message: string): boolean {
  return code === 'INVALID_PARAMETER_VALUE' && /does not exist/i.test(message);
}
