import type { Clock } from '../../../lib/core/clock';
import type { Workspace as Client } from '../../../lib/databricks/workspace';
import { deployFiles, type Deployed, type FilesInputs } from '../../../lib/deployment/deploy';
import { removeDeployment } from '../../../lib/deployment/remove';
import { httpClient } from '../../../lib/http/client';
import type { HttpRequest, HttpResponse, Send } from '../../../lib/http/message';
import type { Workspace } from '../../../local/workspace/workspace';
import { DatabricksDeployCode } from '../../../tasks/DatabricksDeployCode/definition';
import { inputsOf } from '../inputs';
import { RecordingHost } from '../recording-host';
import { VirtualClock } from '../virtual-clock';
import { workspaceClient } from '../workspace/client';

const START = Date.parse('2026-11-21T10:00:00Z');

/** Sees every request before it is sent, and may do something else with it. */
export type Interceptor = (request: HttpRequest, send: Send) => Promise<HttpResponse>;

export interface DeployerOptions {
  readonly workspace: Workspace;
  readonly folder: string;
  readonly destination: string;
  readonly intercept?: Interceptor;
  readonly inputs?: Partial<FilesInputs>;
  readonly clock?: Clock;
}

/** Two deployments never have the same identifier. */
let runs = 0;

/** One run of the task's code in this process, over real HTTP; waits take no time. */
export class Deployer {
  readonly host: RecordingHost;
  readonly #client: Client;
  /** Requests in the order in which they were sent. */
  readonly sent: string[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  readonly #options: DeployerOptions;

  constructor(options: DeployerOptions) {
    this.#options = options;
    const { workspace, folder, intercept, clock = new VirtualClock({ start: START }) } = options;
    const chance = ++runs / 1_000_000;
    this.host = new RecordingHost({ clock, folder: `${folder}-evidence`, random: () => chance });
    const network = httpClient({});
    const send: Send = (request) => {
      this.sent.push(`${request.method} ${new URL(request.url).pathname}`);
      const answer = network(request);
      this.#underWay.add(answer.catch(() => undefined));
      return answer;
    };
    const intercepted: Send = intercept === undefined ? send : (request) => intercept(request, send);
    this.#client = workspaceClient(workspace, { clock, signal: this.host.signal, send: intercepted });
  }

  deploy(): Promise<Deployed> {
    const { folder: source, destination, inputs } = this.#options;
    const given = inputsOf(DatabricksDeployCode, {
      connection: 'databricks-dev',
      source,
      destination,
      parallelRequests: '4',
    });
    return deployFiles({ ...given, access: undefined, ...inputs }, { workspace: this.#client, host: this.host });
  }

  remove(): Promise<Deployed> {
    const { destination } = this.#options;
    return removeDeployment({ destination, parallelRequests: 4 }, { workspace: this.#client, host: this.host });
  }

  /** Resolves once the server has answered everything that was sent. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
