import { isJsonObject, parseJson, type JsonObject } from '../../core/lossless-json';
import type { HttpResponse } from '../../http/message';
import { UnusableAnswer } from '../wire/fields';
import { ApiError, isPage, type Caller } from './api-error';
import type { ApiRequest } from './api-request';

const MOST_QUOTED = 200;

interface Question {
  readonly request: ApiRequest;
  readonly caller: Caller | undefined;
}

/** The result of `reading` the response; throws an ApiError for a refusal or an unreadable response. */
export function readAnswer<T>(
  response: HttpResponse,
  { request, caller }: Question,
  reading: (json: JsonObject) => T,
): T {
  if (response.status >= 300 || isPage(response)) {
    throw new ApiError(request, response, { caller });
  }
  try {
    return reading(jsonOf(response.body));
  } catch (error) {
    if (error instanceof UnusableAnswer) {
      throw new ApiError(request, response, { caller, unusable: error });
    }
    throw error;
  }
}

function jsonOf(body: string): JsonObject {
  // A change may return an empty body.
  const json = body === '' ? {} : parsed(body);
  if (!isJsonObject(json)) {
    throw new UnusableAnswer('it is not a JSON object');
  }
  return json;
}

function parsed(body: string): unknown {
  try {
    return parseJson(body);
  } catch (cause) {
    throw new UnusableAnswer(`it is not JSON: ${body.slice(0, MOST_QUOTED)}`, { cause });
  }
}
