import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../lib/core/clock';
import { toJson } from '../../../lib/core/lossless-json';
import type { Access } from '../identity/token-list';
import type { Findings } from './findings';
import type { GatewayAnswer } from './gateway';
import { receive, type ReceivedRequest } from './received-request';
import { Refusal } from './refusal';
import { refused, type Reply } from './reply';
import type { WorkspaceEndpoint } from './workspace-endpoint';

const NO_WORKSPACE = '0';

export interface ExchangeContext {
  readonly authenticator: { access(request: ReceivedRequest, requestId: string): Access<WorkspaceEndpoint> };
  readonly clock: Clock;
  /** Bugs outside any workspace. */
  readonly findings: Findings;
  /** Responses of the server itself, without a workspace. */
  readonly ownReply: (request: ReceivedRequest) => Reply | undefined;
}

interface WorkspaceAnswer {
  readonly answer: GatewayAnswer;
  readonly orgId: string;
}

/** Reads one request, lets the workspace of its token answer, and writes the response. */
export async function exchange(
  connection: { incoming: IncomingMessage; outgoing: ServerResponse },
  context: ExchangeContext,
): Promise<void> {
  const requestId = randomUUID();
  const request = await receive(connection.incoming);
  const { answer, orgId } = await answerOf(request, requestId, context);
  if (answer === 'reset') {
    connection.incoming.socket.destroy();
  } else if (answer !== 'hang') {
    const standard = {
      'x-request-id': requestId,
      'x-databricks-org-id': orgId,
      date: new Date(context.clock.now()).toUTCString(),
    };
    try {
      write(connection.outgoing, answer, standard);
    } catch (error) {
      // A header with invalid characters.
      write(connection.outgoing, refused(context.findings.crashed(error), requestId), standard);
    }
  }
}

async function answerOf(
  request: ReceivedRequest,
  requestId: string,
  { authenticator, findings, ownReply }: ExchangeContext,
): Promise<WorkspaceAnswer> {
  try {
    const own = ownReply(request);
    if (own !== undefined) {
      return { answer: own, orgId: NO_WORKSPACE };
    }
    const access = authenticator.access(request, requestId);
    return {
      answer: await access.workspace.gateway.answer(request, access, requestId),
      orgId: access.workspace.orgId,
    };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : findings.crashed(error);
    return { answer: refused(refusal, requestId), orgId: NO_WORKSPACE };
  }
}

function write(
  outgoing: ServerResponse,
  { status, headers, body, truncated }: Reply,
  standard: Record<string, string>,
): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(toJson(body));
  const length = status === 204 ? {} : { 'content-length': String(bytes.length) };
  // A response to HEAD has the length of the body that it omits.
  outgoing.writeHead(status, { ...standard, ...length, ...headers });
  if (truncated === true) {
    outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
  } else {
    outgoing.end(bytes);
  }
}
