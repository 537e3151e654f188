import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { invalidArgument, Refusal, unauthorized } from './refusal';
import { Page, type Answer, type Call, type Method } from './resource';
import { locations, resourceAt } from './resources';
import type { RunRecord } from './run-record';

const LARGEST_BODY = 16 * 1024 * 1024;

export interface AzureDevOps {
  /** The URL of the organization, with a slash at the end: `System.CollectionUri`. */
  readonly collection: string;
  close(): Promise<void>;
}

/** Serves the part of the REST API that tasks ask for, to the jobs of one run on this machine. */
export async function startAzureDevOps(run: RunRecord): Promise<AzureDevOps> {
  const base = `/${run.facts.organization}/`;
  let collection = '';
  const server = createServer((incoming, outgoing) => {
    answer(incoming, { run, base, collection }).then(
      (reply) => write(outgoing, reply),
      (error: unknown) => write(outgoing, error instanceof Refusal ? error : crash(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A run that has ended must not be kept alive by it.
  server.unref();
  collection = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
  return {
    collection,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Place {
  readonly run: RunRecord;
  readonly base: string;
  readonly collection: string;
}

async function answer(incoming: IncomingMessage, { run, base, collection }: Place): Promise<Answer> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const body = await bodyOf(incoming);
  if (url.pathname === '/.well-known/jwks') {
    return { keys: run.identityTokens.keys.keys };
  }
  const path = decodeURIComponent(url.pathname);
  if (!path.toLowerCase().startsWith(base)) {
    throw notFound(path);
  }
  const inside = path.slice(base.length);
  if (incoming.method === 'OPTIONS') {
    return locations(inside.replace(/^_apis\/?/i, '').replace(/\/$/, ''));
  }
  const job = run.jobOf(tokenOf(incoming));
  if (job === undefined) {
    throw unauthorized();
  }
  const found = resourceAt(inside);
  if (found === undefined) {
    throw notFound(path);
  }
  const { resource, route } = found;
  const act = resource.answers[incoming.method as Method];
  if (act === undefined) {
    throw new Refusal(
      405,
      'HttpException',
      `The requested resource does not support http method '${incoming.method}'.`,
    );
  }
  const accept = incoming.headers.accept ?? '';
  requireVersion(incoming.method ?? '', accept, url.searchParams);
  requireProject(route, run);
  requireOwnJob(route, job);
  const call: Call = { run, route, query: url.searchParams, body, accept, collection };
  return act(call);
}

/** A token in the way of OAuth, or as the password of a personal access token. */
function tokenOf({ headers }: IncomingMessage): string {
  const [scheme = '', value = ''] = (headers.authorization ?? '').split(' ');
  return scheme.toLowerCase() === 'basic'
    ? Buffer.from(value, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')
    : value;
}

/** Reading without a version is allowed and takes the newest. */
function requireVersion(method: string, accept: string, query: URLSearchParams): void {
  if (method !== 'GET' && !query.has('api-version') && !/api-version=/.test(accept)) {
    const message = `No api-version was supplied for the "${method}" request. The version must be supplied either as part of the Accept header (e.g. "application/json; api-version=1.0") or as a query parameter (e.g. "?api-version=1.0").`;
    throw new Refusal(400, 'VssVersionNotSpecifiedException', message);
  }
}

function requireProject(route: Readonly<Record<string, string>>, { facts }: RunRecord): void {
  const named = route['project'] ?? route['scopeIdentifier'];
  const known = [facts.project, facts.projectId].map((name) => name.toLowerCase());
  if (named !== undefined && !known.includes(named.toLowerCase())) {
    const message = `VS800075: The project with id '${named}' does not exist, or you do not have permission to access it.`;
    throw new Refusal(404, 'ProjectDoesNotExistWithNameException', message);
  }
}

/** The token of a job speaks for that job only. */
function requireOwnJob({ jobId }: Readonly<Record<string, string>>, job: string): void {
  if (jobId !== undefined && jobId.toLowerCase() !== job.toLowerCase()) {
    throw new Refusal(403, 'AccessDeniedException', `This token is not one of job ${jobId}.`);
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += (chunk as Buffer).length;
    if (length > LARGEST_BODY) {
      throw new Refusal(413, 'VssRequestContentTooLargeException', `A request may have ${LARGEST_BODY} bytes.`);
    }
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text.trim() === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw invalidArgument('The body of the request is not JSON.');
  }
}

function notFound(path: string): Refusal {
  return new Refusal(
    404,
    'HttpException',
    `The controller for path '${path}' was not found or does not implement IController.`,
  );
}

function crash(error: unknown): Refusal {
  return new Refusal(
    500,
    'VssServiceException',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}

function write(outgoing: ServerResponse, reply: Answer): void {
  if (reply === undefined) {
    outgoing.writeHead(204).end();
  } else if (reply instanceof Refusal) {
    send(outgoing, reply.status, reply.body);
  } else if (reply instanceof Page) {
    const { items, continuationToken } = reply;
    if (continuationToken !== undefined) {
      outgoing.setHeader('x-ms-continuationtoken', continuationToken);
    }
    send(outgoing, 200, { count: items.length, value: items });
  } else if ('zip' in reply && Buffer.isBuffer(reply.zip)) {
    outgoing.writeHead(200, { 'content-type': 'application/zip', 'content-length': reply.zip.length }).end(reply.zip);
  } else {
    send(outgoing, 200, Array.isArray(reply) ? { count: reply.length, value: reply } : reply);
  }
}

function send(outgoing: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length };
  outgoing.writeHead(status, headers).end(bytes);
}
