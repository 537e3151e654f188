import { httpClient } from '../../../lib/http/client';
import type { HttpRequest, HttpResponse, Send } from '../../../lib/http/message';
import { pointerText } from '../../../lib/registry/pointer';
import { MLflowPromoteModel } from '../../../tasks/MLflowPromoteModel/definition';
import { promoteModel } from '../../../tasks/MLflowPromoteModel/run';
import { inputsOf } from '../inputs';
import { RecordingHost } from '../recording-host';
import { registryAt, type RegistryUnderTest } from '../registry/registries';
import { VirtualClock } from '../virtual-clock';
import { workspaceClient } from '../workspace/client';
import type { Endpoint } from '../workspace/stand-in';
import { FAULT_HEADER, type RequestFault } from './remembered-registry';

/** One run of the step; a request of it may go wrong. */
export interface PipelineRun {
  readonly folder: string;
  readonly version: number;
  readonly intercept?: Interceptor;
  readonly signal?: AbortSignal;
  /** Where they differ from the usual ones. */
  readonly inputs?: Partial<Parameters<typeof promoteModel>[0]>;
}

/** Stands between the step and the network; `index` counts the requests from 0. */
export type Interceptor = (
  index: number,
  request: HttpRequest,
  send: (fault?: RequestFault) => Promise<HttpResponse>,
) => Promise<HttpResponse>;

export interface RunResult {
  readonly outcome: 'promoted' | 'kept' | 'alreadyThere' | 'failed';
  /** Of a failed run: its code and sentence. */
  readonly code: string;
  readonly what: string;
  readonly fix: string;
  readonly promoted: string;
  readonly receiptFile: string;
  readonly lines: readonly string[];
  readonly requests: readonly string[];
}

const transport = httpClient({});
/** Always the same, so that what a step writes does not depend on when the test runs. */
const START = Date.parse('2026-11-20T10:00:00.000Z');

/** Runs the step in this process, over real HTTP, on a clock on which waiting takes no time. */
export async function runPromotion(under: RegistryUnderTest, endpoint: Endpoint, run: PipelineRun): Promise<RunResult> {
  const requests: string[] = [];
  const { intercept = (_, __, send) => send() } = run;
  const send: Send = (request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return intercept(requests.length - 1, request, (fault) =>
      transport(fault === undefined ? request : { ...request, headers: { ...request.headers, [FAULT_HEADER]: fault } }),
    );
  };
  const { folder, signal } = run;
  const clock = new VirtualClock({ start: START });
  const host = new RecordingHost({ clock, folder, ...(signal !== undefined && { signal }) });
  const options = { clock, signal: host.signal, send };
  const workspace = workspaceClient(endpoint, options);
  const registry = registryAt(under, endpoint, options);
  const inputs = inputsOf(MLflowPromoteModel, {
    connection: 'databricks-dev',
    modelName: under.modelName,
    registry: under.kind,
    modelVersion: String(run.version),
    target: pointerText(under.champion),
  });
  const result = () => ({ lines: host.readable, requests });
  try {
    const outputs = await promoteModel({ ...inputs, ...run.inputs }, { host, registry, workspace });
    const outcome = outputs.outcome as RunResult['outcome'];
    return {
      ...result(),
      outcome,
      code: '',
      what: '',
      fix: '',
      promoted: outputs.promoted,
      receiptFile: outputs.receiptFile,
    };
  } catch (error) {
    const { code = '', message = '', fix = '' } = error as { code?: string; message?: string; fix?: string };
    return {
      ...result(),
      outcome: 'failed',
      code,
      what: message,
      fix,
      promoted: host.outputs['promoted'] ?? '',
      receiptFile: '',
    };
  }
}
