/** Why there was no answer. `unreachable`, `refused`, `certificate` and `proxy` mean that the server never saw the request. */
export type NetworkFault = 'unreachable' | 'refused' | 'certificate' | 'proxy' | 'lost' | 'timeout';

export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(
    readonly fault: NetworkFault,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

const FAULT_OF: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNABORTED: 'timeout',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate',
  CERT_HAS_EXPIRED: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  EPROTO: 'certificate',
};

/** Names what Node reports when a request fails without an answer. */
export function networkErrorOf(error: unknown, url: string): NetworkError {
  const code = codeOf(error);
  const fault = FAULT_OF[code] ?? (/proxy/i.test(String(error)) ? 'proxy' : 'lost');
  const host = new URL(url).host;
  return new NetworkError(fault, `${SENTENCE[fault]} ${host} (${code === '' ? String(error) : code})`, {
    cause: error,
  });
}

const SENTENCE: Readonly<Record<NetworkFault, string>> = {
  unreachable: 'There is no way to',
  refused: 'The connection was refused by',
  certificate: 'No trusted TLS connection was possible to',
  proxy: 'The proxy gave no connection to',
  lost: 'The connection was lost to',
  timeout: 'There was no answer in time from',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
