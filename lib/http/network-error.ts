/** Why there was no response. After `lost` and `timeout` the server may have seen the request; after the others it has not. */
export type NetworkFault =
  | 'unreachable'
  | 'refused'
  | 'certificate'
  | 'clientCertificate'
  | 'proxy'
  | 'lost'
  | 'timeout';

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
  EPROTO: 'certificate',
};

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes, and what OpenSSL reports about keys and handshakes. */
const OF_CERTIFICATE =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH|ERR_(?:TLS|SSL|OSSL)_)/;
/** Alerts of the server about a wrong or missing client certificate, and errors about the agent's own files. */
const OF_CLIENT_CERTIFICATE =
  /^ERR_OSSL_|alert[ _](?:\w+[ _])?(?:certificate|unknown[ _]ca|handshake[ _]failure|access[ _]denied)/i;

/** Classifies Node's error of a request without a response. */
export function networkErrorOf(error: unknown, url: string): NetworkError {
  const code = codeOf(error);
  const fault = faultOf(code, String(error)) ?? (/proxy/i.test(String(error)) ? 'proxy' : 'lost');
  const host = new URL(url).host;
  return new NetworkError(fault, `${SENTENCE[fault]} ${host} (${code === '' ? String(error) : code})`, {
    cause: error,
  });
}

function faultOf(code: string, text: string): NetworkFault | undefined {
  // With older TLS, only the text has the alert.
  if (OF_CLIENT_CERTIFICATE.test(code === 'EPROTO' ? text : code)) {
    return 'clientCertificate';
  }
  return OF_CERTIFICATE.test(code) ? 'certificate' : FAULT_OF[code];
}

const SENTENCE: Readonly<Record<NetworkFault, string>> = {
  unreachable: 'There is no way to',
  refused: 'The connection was refused by',
  certificate: 'No trusted TLS connection was possible to',
  clientCertificate: 'No client certificate of this agent opened a TLS connection to',
  proxy: 'The proxy gave no connection to',
  lost: 'The connection was lost to',
  timeout: 'There was no answer in time from',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
