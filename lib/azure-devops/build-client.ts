import type { BuildApi } from 'azure-devops-node-api/BuildApi';
import type * as BuildWords from 'azure-devops-node-api/interfaces/BuildInterfaces';
import type { HttpRequest, HttpResponse } from '../http/message';
import { AzureDevOpsError } from './azure-devops-error';
import type { ProjectAccess } from './project-access';
import { answered } from './rest-request';

type ClientAnswer = Awaited<ReturnType<BuildApi['rest']['client']['request']>>;

export interface BuildClient {
  readonly api: BuildApi;
  /** The names behind the numbers of its answers. */
  readonly words: Pick<typeof BuildWords, 'BuildQueryOrder' | 'TaskResult' | 'TimelineRecordState'>;
  /** Asks for the page after the last answer; undefined after the last page. The client itself drops it. */
  readonly nextPage: () => string | undefined;
}

/**
 * Microsoft's client of builds, on our connections: it makes the requests and reads the answers; proxy, certificates,
 * retries and cancellation are ours.
 */
export async function buildClient(access: ProjectAccess): Promise<BuildClient> {
  // Loaded here: most steps never ask Azure DevOps.
  const { BuildApi: Client } = await import('azure-devops-node-api/BuildApi');
  const words = await import('azure-devops-node-api/interfaces/BuildInterfaces');
  const api = new Client(access.collection, []);
  let token: string | undefined;
  api.rest.client.request = async (...[method, url, , headers]) => {
    const read = { method: method as HttpRequest['method'], url, headers: headers as Record<string, string> };
    const answer = await answered(read, access);
    if (method === 'OPTIONS' && answer.status === 404) {
      throw new AzureDevOpsError('unreadable', `${access.collection} does not answer as Azure DevOps does`);
    }
    token = answer.headers['x-ms-continuationtoken'];
    return asClientAnswer(answer);
  };
  return { api, words, nextPage: () => token };
}

function asClientAnswer({ status, headers, body }: HttpResponse): ClientAnswer {
  // The client reads only these members of Node's message.
  const message = { statusCode: status, headers } as unknown as ClientAnswer['message'];
  return { message, readBody: () => Promise.resolve(body) };
}
