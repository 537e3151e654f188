import type { HttpResponse, Send } from './message';

/** Returns the headers that authenticate a request. */
export interface Credentials {
  /** The signal stops only this caller's wait. */
  headers(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** Renews these headers unless they have been renewed already. Undefined for static credentials. */
  forget?(refused: Readonly<Record<string, string>>): void;
  /** When the last headers expire, by our clock; undefined if unknown. */
  endsAt?(): number | undefined;
}

/** Adds credentials to every request; if they are refused, renews them and repeats the request once. */
export function withCredentials(
  send: Send,
  credentials: Credentials,
  isRefusal: (answer: HttpResponse) => boolean,
): Send {
  return async (request) => {
    const shown = await credentials.headers(request.signal);
    const answer = await send({ ...request, headers: { ...request.headers, ...shown } });
    if (credentials.forget === undefined || !isRefusal(answer)) {
      return answer;
    }
    credentials.forget(shown);
    const renewed = await credentials.headers(request.signal);
    return send({ ...request, headers: { ...request.headers, ...renewed } });
  };
}
