import { UserError } from '../core/errors';
import type { JsonObject } from '../core/lossless-json';
import { Api, type ApiOptions } from '../databricks/api/api';
import { objectsOf, textOf } from '../databricks/wire/fields';

/** Reads from the signed URL in a response; the storage needs no other credentials. */
export function signedText(
  answer: JsonObject,
  doing: string,
  withoutCredentials: Omit<ApiOptions, 'host'>,
): Promise<string> {
  const { origin, pathname, search } = signedAddress(textOf(answer, 'signed_uri') ?? '', doing);
  const headers = headersIn(answer);
  const storage = new Api({
    ...withoutCredentials,
    host: { origin },
    send: (request) => withoutCredentials.send({ ...request, headers: { ...request.headers, ...headers } }),
  });
  return storage.text({ method: 'GET', path: `${pathname}${search}`, doing });
}

function headersIn(answer: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    objectsOf(answer, 'headers').map((header): readonly [string, string] => [
      textOf(header, 'name') ?? '',
      textOf(header, 'value') ?? '',
    ]),
  );
}

function signedAddress(text: string, doing: string): URL {
  if (!URL.canParse(text)) {
    throw new UserError('REGISTRY_UNCLEAR', {
      what: `${doing}: the answer contains no URL to read from.`,
      fix: 'Re-run this stage; if it happens again, show the model page to an administrator of the registry.',
    });
  }
  return new URL(text);
}
