import { createServer, type ServerResponse } from 'node:http';
import { isJsonObject, parseJson, toJson } from '../../../lib/core/lossless-json';
import type { Fault } from '../../../local/workspace/http/fault';
import { FaultList } from '../../../local/workspace/http/fault-list';
import { altered, replacesAnswer, replyOf } from '../../../local/workspace/http/fault-reply';
import { listen } from '../../../local/workspace/http/listen';
import { receive, type ReceivedRequest } from '../../../local/workspace/http/received-request';
import type { Reply } from '../../../local/workspace/http/reply';
import { RequestLog, type RecordedRequest } from '../../../local/workspace/http/request-log';
import type { RequestPattern } from '../../../local/workspace/http/request-pattern';
import type { MlflowServer } from '../../../local/workspace/mlflow/mlflow-server';
import type { MlflowSpace } from '../../../local/workspace/mlflow/mlflow-space';

export type SeenRequest = Pick<RecordedRequest, 'method' | 'path' | 'headers'>;

/** A proxy for a real MLflow server that injects faults, as a workspace does. */
export interface MlflowGate {
  readonly host: string;
  readonly requests: readonly SeenRequest[];
  readonly addFault: (fault: Fault) => () => void;
  readonly nextRequest: (pattern: RequestPattern) => Promise<RecordedRequest>;
  close(): Promise<void>;
}

/** Opens gates for the tests of a `describe`, each with its own space on the server. */
export function useMlflowGates(): (mlflow: MlflowServer) => Promise<MlflowGate> {
  const gates: MlflowGate[] = [];
  const spaces: MlflowSpace[] = [];
  after(async () => {
    await Promise.all(gates.map((gate) => gate.close()));
    spaces.forEach((space) => space.close());
  });
  return async (mlflow) => {
    const space = mlflow.addSpace('gate');
    await space.post('/api/2.0/mlflow/experiments/search', { max_results: 1 });
    const { server } = await mlflow.addresses();
    const gate = await openMlflowGate(server, space.name);
    gates.push(gate);
    spaces.push(space);
    return gate;
  };
}

/** `space` is the workspace of MLflow's own in which everything behind this gate happens. */
async function openMlflowGate(mlflow: string, space: string): Promise<MlflowGate> {
  const faults = new FaultList();
  const log = new RequestLog();
  const server = createServer((incoming, outgoing) => {
    void receive(incoming).then(async (request) => {
      log.record({ ...request, query: {}, body: undefined }, request.content.length);
      const fault = faults.next(request);
      const isReplaced = fault !== undefined && replacesAnswer(fault);
      const real =
        isReplaced && fault.after !== true ? undefined : await forward(`${mlflow}${pathOf(request)}`, request, space);
      if (fault?.reset === true) {
        incoming.socket.destroy();
      } else if (isReplaced) {
        write(outgoing, replyOf(fault, 'gate'));
      } else if (real !== undefined) {
        write(outgoing, fault === undefined ? real : altered(real, fault));
      }
    });
  });
  const host = await listen(server, 0);
  return {
    host,
    requests: log.requests,
    addFault: (fault) => faults.add(fault),
    nextRequest: (pattern) => log.waitFor(pattern, { isNew: true }),
    async close() {
      log.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function pathOf({ path, search }: ReceivedRequest): string {
  return `${path}${search}`;
}

async function forward(url: string, { method, headers, content }: ReceivedRequest, space: string): Promise<Reply> {
  const type = headers['content-type'];
  const answer = await fetch(url, {
    method,
    headers: { 'x-mlflow-workspace': space, ...(type === undefined ? {} : { 'content-type': type }) },
    ...(content.length === 0 ? {} : { body: content }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const contentType = answer.headers.get('content-type') ?? 'application/octet-stream';
  return { status: answer.status, headers: { 'content-type': contentType }, body: jsonOf(bytes, contentType) };
}

/** A fault can change JSON only. */
function jsonOf(bytes: Buffer, contentType: string): Reply['body'] {
  const json = contentType.startsWith('application/json') ? parseJson(bytes.toString('utf8')) : undefined;
  return isJsonObject(json) ? json : bytes;
}

function write(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  outgoing.writeHead(status, headers);
  outgoing.end(Buffer.isBuffer(body) ? body : toJson(body));
}
