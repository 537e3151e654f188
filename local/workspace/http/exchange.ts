import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toJson } from '../../../lib/core/lossless-json';
import type { Clock } from '../../../lib/core/clock';
import type { Access, TokenList } from '../access/token-list';
import type { Gateway, Verdict } from './gateway';
import { receive, type ReceivedRequest } from './received-request';
import { InvalidToken, Refusal } from './refusal';
import { refused, type Reply } from './reply';

/** What an exchange needs to know of a workspace. */
export interface Door {
  readonly gateway: Gateway;
  readonly orgId: string;
}

/** Reads one request, has the workspace of its token answer, and writes the reply. */
export async function exchange(
  connection: { incoming: IncomingMessage; outgoing: ServerResponse },
  tokens: TokenList<Door>,
  clock: Clock,
): Promise<void> {
  const requestId = randomUUID();
  const request = await receive(connection.incoming);
  const { verdict, orgId } = await verdictOn(request, tokens, requestId);
  if (verdict === 'reset') {
    connection.incoming.socket.destroy();
  } else if (verdict !== 'hang') {
    write(connection.outgoing, verdict, {
      'x-request-id': requestId,
      'x-databricks-org-id': orgId,
      date: new Date(clock.now()).toUTCString(),
    });
  }
}

async function verdictOn(
  request: ReceivedRequest,
  tokens: TokenList<Door>,
  requestId: string,
): Promise<{ verdict: Verdict; orgId: string }> {
  try {
    const access = knownAccess(tokens.access(request.headers.authorization), requestId);
    return {
      verdict: await access.workspace.gateway.answer(request, access, requestId),
      orgId: access.workspace.orgId,
    };
  } catch (error) {
    if (error instanceof Refusal) {
      return { verdict: refused(error, requestId), orgId: '0' };
    }
    throw error;
  }
}

function knownAccess(access: Access<Door> | undefined, requestId: string): Access<Door> {
  if (access === undefined) {
    throw new InvalidToken(requestId);
  }
  return access;
}

function write(outgoing: ServerResponse, { status, headers, body }: Reply, standard: Record<string, string>): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(toJson(body));
  outgoing.writeHead(status, { ...standard, ...headers, 'content-length': String(bytes.length) });
  outgoing.end(bytes);
}
