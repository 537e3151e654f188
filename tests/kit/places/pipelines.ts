import type { ApiOptions } from '../../../lib/databricks/api/api';
import { Workspace } from '../../../lib/databricks/workspace';
import { httpClient } from '../../../lib/http/client';
import type { HttpRequest, HttpResponse, Send } from '../../../lib/http/message';
import { openRegistry } from '../../../lib/registry/open-registry';
import { pointerText } from '../../../lib/registry/pointer';
import { promoteModel } from '../../../tasks/MLflowPromoteModel/run';
import type { RegistryUnderTest } from '../registry/registries';
import { VirtualClock } from '../virtual-clock';
import type { Endpoint } from '../workspace/stand-in';
import { BEFALLS, type Befalling } from './remembered-registry';
import { testHost } from './test-host';

/** One run of the step, on which something may befall a request. */
export interface PipelineRun {
  readonly folder: string;
  readonly version: number;
  readonly befalls?: Befalls;
  readonly signal?: AbortSignal;
  /** Where they differ from the usual ones. */
  readonly inputs?: Partial<Parameters<typeof promoteModel>[0]>;
}

/** Stands between the step and the network; `index` counts the requests from 0. */
export type Befalls = (
  index: number,
  request: HttpRequest,
  send: (befalling?: Befalling) => Promise<HttpResponse>,
) => Promise<HttpResponse>;

export interface Ended {
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
export async function runPromotion(under: RegistryUnderTest, endpoint: Endpoint, run: PipelineRun): Promise<Ended> {
  const requests: string[] = [];
  const { befalls = (_, __, send) => send() } = run;
  const send: Send = (request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return befalls(requests.length - 1, request, (befalling) =>
      transport(
        befalling === undefined ? request : { ...request, headers: { ...request.headers, [BEFALLS]: befalling } },
      ),
    );
  };
  const clock = new VirtualClock({ start: START });
  const signal = run.signal ?? new AbortController().signal;
  const host = testHost({ clock, signal, folder: run.folder });
  const tools: Omit<ApiOptions, 'host'> = { clock, signal, send, random: () => 0.5, onRetry: () => undefined };
  const workspace = new Workspace({
    ...tools,
    host: { origin: endpoint.host },
    send: (request) => send({ ...request, headers: { ...request.headers, Authorization: `Bearer ${endpoint.token}` } }),
  });
  const registry = openRegistry({
    choice: { kind: under.kind, how: 'the test says so' },
    api: () => workspace.api,
    withoutCredentials: tools,
    server: { uri: endpoint.host, credentials: { type: 'none' } },
  });
  const inputs = {
    connection: undefined,
    azureConnection: undefined,
    workspaceUrl: undefined,
    workspaceResourceId: undefined,
    modelName: under.modelName,
    registry: under.kind,
    trackingUri: undefined,
    configFile: undefined,
    environment: undefined,
    baselineFile: undefined,
    evidence: undefined,
    modelVersion: String(run.version),
    target: pointerText(under.champion),
    requireVerdict: 'better',
    archiveOthers: false,
    failIfNotBetter: false,
    allowRolledBack: false,
    planOnly: false,
    existingClusterId: undefined,
    newCluster: undefined,
    budgetPolicyId: undefined,
    environmentVersion: undefined,
    libraries: undefined,
    timeoutMinutes: undefined,
    viewers: undefined,
    runName: undefined,
    runTags: undefined,
    logOutput: 'errors',
    onRerun: 'attach',
  } as const;
  const ended = { lines: host.lines, requests };
  try {
    const outputs = await promoteModel({ ...inputs, ...run.inputs }, { host, registry, workspace });
    const outcome = outputs.outcome as Ended['outcome'];
    return {
      ...ended,
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
      ...ended,
      outcome: 'failed',
      code,
      what: message,
      fix,
      promoted: host.outputs.get('promoted') ?? '',
      receiptFile: '',
    };
  }
}
