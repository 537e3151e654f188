import { LoginError } from '../../core/login-error';
import { loginRequest, type LoginTools } from '../../http/login-request';
import type { HttpRequest } from '../../http/message';
import { textOf } from '../wire/fields';
import { accessTokenOf, type AccessToken } from './access-token';

export interface TokenTools extends LoginTools {
  /** Must mask the value in all logs; called before the token is used. */
  readonly mask: (name: string, value: string) => void;
}

/** Returns a new token, signed by an issuer that the service trusts, with each call. */
export type Assertion = () => Promise<string>;

export interface Refused {
  readonly status: number;
  /** E.g. invalid_client. */
  readonly code: string;
  /** The service's own message. */
  readonly description: string;
  /** How far our clock is ahead of the service's. */
  readonly skewMs: number;
}

/** A refusal of a token endpoint (RFC 6749 §5.2). */
export class LoginRefusal extends Error {
  override readonly name = 'LoginRefusal';

  constructor(readonly refused: Refused) {
    super(refused.description);
  }
}

/** Requests a token and masks it. */
export async function login(request: HttpRequest, tools: TokenTools): Promise<AccessToken> {
  const since = tools.clock.now();
  const { status, json, date } = await loginRequest(request, tools);
  const { host } = new URL(request.url);
  if (status >= 400) {
    const code = textOf(json, 'error') ?? textOf(json, 'error_code');
    const description = textOf(json, 'error_description') ?? textOf(json, 'message');
    if (code === undefined && description === undefined) {
      throw new LoginError('malformed', host, {
        message: `${host} answered ${status} and no reason when asked for a token`,
      });
    }
    const skewMs = date === undefined ? 0 : tools.clock.now() - date;
    throw new LoginRefusal({ status, code: code ?? 'no code', description: description ?? '(no message)', skewMs });
  }
  const token = accessTokenOf(json, since);
  if (token === undefined) {
    throw new LoginError('malformed', host, { message: `${host} answered ${status} without a token and its end` });
  }
  tools.mask('the token of the connection', token.value);
  return token;
}

export function formRequest(
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  };
}
