import type { ReceivedRequest } from '../http/received-request';

/** The form of a token request. */
export function tokenForm({ content }: ReceivedRequest): URLSearchParams {
  return new URLSearchParams(content.toString('utf8'));
}

export interface OAuthClient {
  readonly id: string;
  readonly secret: string | undefined;
}

/** The client of a token request, from HTTP Basic or the form. */
export function clientOf(request: ReceivedRequest): OAuthClient {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) {
    const form = tokenForm(request);
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? undefined };
  }
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { id: formDecoded(id), secret: formDecoded(secret.join(':')) };
}

/** Both are encoded as in a form (RFC 6749, section 2.3.1); an invalid % stays unchanged. */
function formDecoded(text: string): string {
  return new URLSearchParams(`text=${text.replaceAll('&', '%26')}`).get('text') ?? '';
}
