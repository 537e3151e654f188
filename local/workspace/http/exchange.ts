import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../lib/core/clock';
import { toJson } from '../../../lib/core/lossless-json';
import type { Reception } from '../access/reception';
import type { Door } from './door';
import type { Findings } from './findings';
import type { Verdict } from './gateway';
import { receive, type ReceivedRequest } from './received-request';
import { Refusal } from './refusal';
import { refused, type Reply } from './reply';

const NO_WORKSPACE = '0';

export interface ExchangeContext {
  readonly reception: Reception<Door>;
  readonly clock: Clock;
  /** Mistakes that are no workspace's own. */
  readonly findings: Findings;
  /** What the server itself answers, without a workspace. */
  readonly ownReply: (request: ReceivedRequest) => Reply | undefined;
}

interface Judged {
  readonly verdict: Verdict;
  readonly orgId: string;
}

/** Reads one request, has the workspace of its token answer, and writes the reply. */
export async function exchange(
  connection: { incoming: IncomingMessage; outgoing: ServerResponse },
  context: ExchangeContext,
): Promise<void> {
  const requestId = randomUUID();
  const request = await receive(connection.incoming);
  const { verdict, orgId } = await judged(request, requestId, context);
  if (verdict === 'reset') {
    connection.incoming.socket.destroy();
  } else if (verdict !== 'hang') {
    const standard = {
      'x-request-id': requestId,
      'x-databricks-org-id': orgId,
      date: new Date(context.clock.now()).toUTCString(),
    };
    try {
      write(connection.outgoing, verdict, standard);
    } catch (error) {
      // A header that cannot be sent.
      write(connection.outgoing, refused(context.findings.crashed(error), requestId), standard);
    }
  }
}

async function judged(
  request: ReceivedRequest,
  requestId: string,
  { reception, findings, ownReply }: ExchangeContext,
): Promise<Judged> {
  try {
    const own = ownReply(request);
    if (own !== undefined) {
      return { verdict: own, orgId: NO_WORKSPACE };
    }
    const access = reception.access(request, requestId);
    return {
      verdict: await access.workspace.gateway.answer(request, access, requestId),
      orgId: access.workspace.orgId,
    };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : findings.crashed(error);
    return { verdict: refused(refusal, requestId), orgId: NO_WORKSPACE };
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
