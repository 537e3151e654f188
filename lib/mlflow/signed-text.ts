import { UserError } from '../core/errors';
import type { JsonObject } from '../core/lossless-json';
import { Api, type ApiOptions } from '../databricks/api/api';
import { objectsOf, textOf } from '../databricks/wire/fields';
import type { Receiver } from '../http/message';

interface Reading {
  readonly doing: string;
  /** Takes the bytes, and the text is empty. */
  readonly receiver?: Receiver;
}

/** Reads from the signed URL in a response; the storage needs no other credentials. */
export function signedText(
  answer: JsonObject,
  { doing, receiver }: Reading,
  withoutCredentials: Omit<ApiOptions, 'host'>,
): Promise<string> {
  const { origin, pathname, search } = signedAddress(textOf(answer, 'signed_uri') ?? '', doing);
  const headers = headersIn(answer);
  const storage = new Api({
    ...withoutCredentials,
    host: { origin },
    send: (request) => withoutCredentials.send({ ...request, headers: { ...request.headers, ...headers } }),
  });
  const request = { method: 'GET', path: `${pathname}${search}`, doing } as const;
  return storage.text(receiver === undefined ? request : { ...request, receiver });
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
