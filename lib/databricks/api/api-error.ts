import type { HttpResponse } from '../../http/message';
import type { UnusableAnswer } from '../wire/fields';
import type { ApiRequest } from './api-request';
import { readErrorBody } from './error-body';

export type ApiErrorKind =
  | 'authentication'
  | 'permission'
  | 'absent'
  | 'throttled'
  | 'unavailable'
  | 'wrongNetwork'
  | 'unreadable'
  | 'refused';

/** The owner of the request's credentials, for the user's next step. */
export interface Caller {
  readonly name: string;
  /** The next step if they are refused. */
  readonly whenRefused: string;
}

interface ApiErrorDetails {
  readonly caller?: Caller | undefined;
  /** Why a response with a good status is unusable. */
  readonly unusable?: UnusableAnswer;
}

/** The service responded, but not with a usable result. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly status: number;
  /** The service's error code, if any. */
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

/** Whether the service refused the identity rather than the request. */
export function refusesCredentials(response: HttpResponse): boolean {
  // Other responses may be large, so they are not read.
  const mayBe = response.status === 401 || response.status === 403;
  return mayBe && kindOf(response, readErrorBody(response.body)) === 'authentication';
}

/** A login page: the workspace does not expect requests from this network. */
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

/** A wrong or expired token returns a 403 without a code, so only the text distinguishes it from a missing permission. */
function saysTokenIsBad(response: HttpResponse, message: string): boolean {
  const reason = response.headers['x-databricks-reason-phrase'] ?? '';
  return /invalid access token|token (?:is |has )?expired|expired token/i.test(`${reason} ${message}`);
}

/** A 404 may also mean a wrong path, a disabled feature, or a wrong host: only the code means that it does not exist. */
function saysNothingIsThere(code = ''): boolean {
  return /(?:^NOT_FOUND|_NOT_EXIST|_NOT_FOUND)$/.test(code) && code !== 'ENDPOINT_NOT_FOUND';
}

/** Missing jobs and runs return 400 INVALID_PARAMETER_VALUE "… does not exist." */
function isMissingRunOrJob(code: string | undefined, message: string): boolean {
  return code === 'INVALID_PARAMETER_VALUE' && /does not exist/i.test(message);
}
