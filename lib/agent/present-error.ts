import type { ErrorCode } from '../core/error-codes';
import { UserError } from '../core/errors';
import { LoginError } from '../core/login-error';
import { ApiError, type ApiErrorKind } from '../databricks/api/api-error';
import { NetworkError } from '../http/network-error';

/** The name of the connection's identity; undefined if unknown. */
export type WhoAmI = () => Promise<string | undefined>;

/** Turns a thrown value into the two lines that a user reads. Calls `whoAmI` only if a permission is missing. */
export async function presentable(
  error: unknown,
  whoAmI: WhoAmI,
  whenRefused = 'Put a valid token of this workspace into the service connection; the present one is wrong or has expired.',
): Promise<UserError | undefined> {
  if (error instanceof UserError) {
    return error;
  }
  if (error instanceof ApiError) {
    return apiErrorLines(error, whoAmI, whenRefused);
  }
  if (error instanceof LoginError) {
    return loginErrorLines(error);
  }
  return error instanceof NetworkError ? networkErrorLines(error) : undefined;
}

async function apiErrorLines(error: ApiError, whoAmI: WhoAmI, whenRefused: string): Promise<UserError> {
  const [code, fix] =
    error.kind === 'authentication'
      ? (['TOKEN_REFUSED', error.caller?.whenRefused ?? whenRefused] as const)
      : await codeAndFix(error, error.kind, whoAmI);
  const { request, status, requestId, workspaceId } = error;
  const answer = [status, error.code].filter((part) => part !== undefined).join(' ');
  const trail = [
    `${request.method} ${request.path}`,
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ...(workspaceId === undefined ? [] : [`workspace ${workspaceId}`]),
  ];
  return new UserError(code, {
    what: `${request.doing} failed (${answer}): ${error.message} [${trail.join(', ')}]`,
    fix,
    cause: error,
  });
}

async function codeAndFix(
  error: ApiError,
  kind: Exclude<ApiErrorKind, 'authentication'>,
  whoAmI: WhoAmI,
): Promise<readonly [ErrorCode, string]> {
  switch (kind) {
    case 'permission':
      return [
        'PERMISSION_MISSING',
        `Grant ${error.caller?.name ?? nameOf(await whoAmI())} ${error.request.permission ?? 'the permission that the message names'}.`,
      ];
    case 'wrongNetwork':
      return [
        'WRONG_NETWORK',
        'Check the address in the service connection; with private link or IP access lists, use an agent inside the allowed network.',
      ];
    case 'throttled':
      return [
        'THROTTLED',
        'Re-run this stage later; for several minutes, the workspace has received more requests than it allows.',
      ];
    case 'unavailable':
      return [
        'SERVICE_UNAVAILABLE',
        'Re-run this stage; if it happens again, give the request id to Databricks support.',
      ];
    case 'unreadable':
      return [
        'ANSWER_UNREADABLE',
        'Re-run this stage; if it happens again, check that no proxy or gateway between agent and workspace changes answers, and give the request id to Databricks support.',
      ];
    case 'absent':
    case 'refused':
      return ['REQUEST_REFUSED', 'Correct what the message names; the request ID helps Databricks support.'];
  }
}

function nameOf(identity: string | undefined): string {
  return identity === undefined ? 'the identity of the connection' : `'${identity}'`;
}

function loginErrorLines(error: LoginError): UserError {
  const { message, cause } = error;
  if (error.fault === 'unreachable' && cause instanceof NetworkError && CERTIFICATE_FAULTS.has(cause.fault)) {
    return networkErrorLines(cause);
  }
  const [code, fix] = FIX_OF_LOGIN_FAULT[error.fault];
  return new UserError(code, { what: `${message}.`, fix: error.fix ?? fix, cause: error });
}

/** The same for every host. */
const CERTIFICATE_FAULTS = new Set<NetworkError['fault']>(['certificate', 'clientCertificate']);

const FIX_OF_LOGIN_FAULT: Readonly<Record<LoginError['fault'], readonly [ErrorCode, string]>> = {
  throttled: ['LOGIN_UNAVAILABLE', 'Re-run this stage later; the login service received more requests than it allows.'],
  unavailable: ['LOGIN_UNAVAILABLE', 'Re-run this stage later; the login service has failed.'],
  malformed: [
    'LOGIN_UNAVAILABLE',
    'Check that the address leads to the login service itself and that no gateway changes its answers.',
  ],
  page: [
    'WRONG_NETWORK',
    'Check the address of the workspace; with private link or IP access lists, use an agent inside the allowed network.',
  ],
  unreachable: [
    'HOST_UNREACHABLE',
    'Let the agent reach the login service (DNS, firewall, proxy and its bypass list, client certificate).',
  ],
};

function networkErrorLines(error: NetworkError): UserError {
  const [code, fix] = FIX_OF_FAULT[error.fault];
  return new UserError(code, { what: `${error.message}.`, fix, cause: error });
}

const FIX_OF_FAULT: Readonly<Record<NetworkError['fault'], readonly [ErrorCode, string]>> = {
  unreachable: [
    'HOST_UNREACHABLE',
    'Check the address in the service connection, and that the agent reaches it (DNS, firewall, private link).',
  ],
  refused: [
    'HOST_UNREACHABLE',
    'Check the address and port in the service connection, and that no firewall stands between.',
  ],
  proxy: ['HOST_UNREACHABLE', "Check the agent's proxy, its user and its bypass list (config --proxyurl)."],
  // With TLS 1.3, a server often just disconnects if it does not trust the client's certificate.
  lost: [
    'HOST_UNREACHABLE',
    "Re-run this stage; when it happens again, look at the network between agent and workspace, and where that asks for one, at the agent's client certificate (config --sslclientcert).",
  ],
  timeout: [
    'HOST_UNREACHABLE',
    'Re-run this stage; when it happens again, look at the network between agent and workspace.',
  ],
  certificate: [
    'CERTIFICATE_REFUSED',
    "Configure the agent with the CA that signed the certificate (config --sslcacert), or correct the address; where a certificate has ended or has not begun, look at the clock of the agent's machine too.",
  ],
  clientCertificate: [
    'CERTIFICATE_REFUSED',
    'Configure the agent with a client certificate that the server trusts, its key and its password (config --sslclientcert, --sslclientcertkey, --sslclientcertpassword).',
  ],
};
