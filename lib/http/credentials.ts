import type { HttpResponse, Send } from './message';

/** Gives the headers that prove who is asking. */
export interface Credentials {
  /** The signal ends the waiting of this caller only. */
  headers(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** Gives other headers from now on, unless others are given already. Credentials that never change lack it. */
  forget?(refused: Readonly<Record<string, string>>): void;
  /** When the headers given last end, by our clock; undefined where nobody tells. */
  endsAt?(): number | undefined;
}

/** Shows the credentials with every request; where they are refused, it renews them and repeats the request once. */
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
