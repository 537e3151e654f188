import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toJson } from '../../../lib/core/lossless-json';
import type { Clock } from '../../../lib/core/clock';
import type { Reception } from '../access/reception';
import type { Door } from './door';
import type { Verdict } from './gateway';
import { receive, type ReceivedRequest } from './received-request';
import { Refusal } from './refusal';
import { refused, type Reply } from './reply';

/** Reads one request, has the workspace of its token answer, and writes the reply. */
export async function exchange(
  connection: { incoming: IncomingMessage; outgoing: ServerResponse },
  reception: Reception<Door>,
  clock: Clock,
): Promise<void> {
  const requestId = randomUUID();
  const request = await receive(connection.incoming);
  const { verdict, orgId } = await verdictOn(request, reception, requestId);
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
  reception: Reception<Door>,
  requestId: string,
): Promise<{ verdict: Verdict; orgId: string }> {
  try {
    const access = reception.access(request, requestId);
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

function write(
  outgoing: ServerResponse,
  { status, headers, body, truncated }: Reply,
  standard: Record<string, string>,
): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(toJson(body));
  const length = status === 204 ? {} : { 'content-length': String(bytes.length) };
  // A reply to HEAD has the length of a body that is not sent.
  outgoing.writeHead(status, { ...standard, ...length, ...headers });
  if (truncated === true) {
    outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
  } else {
    outgoing.end(bytes);
  }
}
