import { isJsonList, isJsonObject, parseJson, type Json, type JsonObject } from '../../core/lossless-json';
import { textOf } from '../wire/fields';

export interface ErrorBody {
  /** The service's error code, e.g. PERMISSION_DENIED; never derived from the status. */
  readonly code: string | undefined;
  readonly message: string;
  readonly requestId: string | undefined;
}

/** Reads an error in any format of workspaces, SCIM, OAuth and proxies. */
export function readErrorBody(text: string): ErrorBody {
  const json = jsonOf(text);
  if (!isJsonObject(json)) {
    return fromText(text.trim());
  }
  return {
    code: wordOf(json['error_code']) ?? (json['error_description'] === undefined ? undefined : wordOf(json['error'])),
    message: messageOf(json),
    requestId: requestIdIn(json['details']),
  };
}

function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** `error_code` may only repeat the status as a number. */
function wordOf(code: Json | undefined): string | undefined {
  return typeof code === 'string' && code !== '' ? code : undefined;
}

function messageOf(json: JsonObject): string {
  const candidates = [json['message'], json['error_description'], json['detail'], json['scimType'], json['error']];
  const found = candidates.find((value) => typeof value === 'string' && value !== '' && value !== 'null');
  return typeof found === 'string' ? found : '(no message)';
}

function fromText(text: string): ErrorBody {
  const pre = /<pre>([\s\S]*?)<\/pre>/i.exec(text)?.[1]?.trim();
  const [, code, message] = /^([A-Z][A-Z_]+): ([\s\S]+)$/.exec(pre ?? text) ?? [];
  return { code, message: cut(message ?? pre ?? text), requestId: undefined };
}

function cut(text: string): string {
  const limit = 500;
  return text === '' ? '(empty answer)' : text.length > limit ? `${text.slice(0, limit)}…` : text;
}

function requestIdIn(details: Json | undefined): string | undefined {
  const entries = isJsonList(details) ? details.filter((detail) => isJsonObject(detail)) : [];
  return entries.map((detail) => textOf(detail, 'request_id')).find((id) => id !== undefined);
}
