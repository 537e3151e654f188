import type { HttpRequest, HttpResponse } from '../http/message';
import { NetworkError } from '../http/network-error';
import { retrying } from '../http/retry';
import { AzureDevOpsError } from './azure-devops-error';
import type { ProjectAccess } from './project-access';

type Read = Pick<HttpRequest, 'method' | 'url' | 'headers'>;

/** All of these are reads, so they are repeated after any fault of the service. */
const POLICY = { repeatable: true, budgetMs: 120_000, isRetried: (status: number) => status >= 500 };

/** A good answer or 404; throws AzureDevOpsError for anything else. */
export async function answered(read: Read, access: ProjectAccess): Promise<HttpResponse> {
  const { host } = new URL(read.url);
  const onRetry = (because: string, waitMs: number): void =>
    access.onRetry(`Asking ${host}: ${because}; next attempt in ${Math.ceil(waitMs / 1000)} s`);
  const { signal, clock, random } = access;
  const request = signal === undefined ? read : { ...read, signal };
  try {
    const answer = await retrying(() => access.send(request), POLICY, {
      clock,
      random,
      ...(signal === undefined ? {} : { signal }),
      onRetry,
    });
    requireReadable(answer, host);
    return answer;
  } catch (error) {
    throw error instanceof NetworkError ? new AzureDevOpsError('unreachable', error.message, { cause: error }) : error;
  }
}

function requireReadable(answer: HttpResponse, host: string): void {
  const { status } = answer;
  const told = `${host} answered ${status}${messageIn(answer)}`;
  if (status === 429) {
    throw new AzureDevOpsError('throttled', told);
  }
  if (status >= 500) {
    throw new AzureDevOpsError('unavailable', told);
  }
  // A redirect, and 203 with a web page, lead to the login of a person.
  if (status === 401 || status === 203 || (status >= 300 && status < 400)) {
    throw new AzureDevOpsError('refused', told);
  }
  if (status === 403) {
    throw new AzureDevOpsError('denied', told);
  }
  if (status !== 404 && (status >= 400 || jsonIn(answer) === undefined)) {
    throw new AzureDevOpsError('unreadable', status >= 400 ? told : `${told} with something that is not JSON`);
  }
}

/** The client would take a broken body for none. An empty one is an answer: a run without a timeline has none. */
function jsonIn({ status, body }: HttpResponse): unknown {
  if (status === 204) {
    return null;
  }
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function messageIn(answer: HttpResponse): string {
  const json = jsonIn(answer);
  const message = typeof json === 'object' && json !== null && 'message' in json ? json.message : undefined;
  return typeof message === 'string' && message !== '' ? `: ${message}` : '';
}
