import type { ProjectAccess } from '../azure-devops/project-access';
import type { Redactor } from '../core/redaction';
import type { ApiOptions } from '../databricks/api/api';
import { refusesCredentials } from '../databricks/api/api-error';
import type { LoginFacts } from '../databricks/auth/login-facts';
import { Workspace } from '../databricks/workspace';
import { withAttemptTimeout } from '../http/attempt-timeout';
import { httpClient } from '../http/client';
import { withCredentials } from '../http/credentials';
import { withUserAgent } from '../http/user-agent';
import { chooseRegistry } from '../registry/choose-registry';
import type { RegistryKind } from '../registry/kind';
import { openRegistry } from '../registry/open-registry';
import type { Registry } from '../registry/registry';
import { connectionTools } from './connection/connection';
import { jobAccess } from './connection/job-access';
import { openConnection } from './connection/open-connection';
import { openNetwork } from './connection/open-network';
import { trackingServer } from './connection/tracking-server';
import type { AgentHost } from './host';

export interface ClientParts {
  /** The text of an input; undefined when it is not set. */
  readonly input: (name: string) => string | undefined;
  readonly host: AgentHost;
  readonly redactor: Redactor;
  readonly userAgent: string;
}

interface OpenWorkspace {
  readonly workspace: Workspace;
  readonly login: LoginFacts;
  readonly whenRefused: string;
}

const ATTEMPT_TIMEOUT_MS = 60_000;

/**
 * The clients of task definitions, opened on first use: a model on a plain MLflow server needs no workspace.
 * The stack of each: keep-alive transport, user agent, attempt timeout, credentials; retry is per operation.
 */
export class Clients {
  #opened: OpenWorkspace | undefined;
  #registry: Registry | undefined;
  #withoutCredentials: Omit<ApiOptions, 'host'> | undefined;

  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  get workspace(): Workspace {
    return this.#open().workspace;
  }

  get login(): LoginFacts {
    return this.#open().login;
  }

  get registry(): Registry {
    return (this.#registry ??= this.#openRegistry());
  }

  get azureDevOps(): ProjectAccess {
    const { host } = this.#parts;
    return jobAccess(host.facts, { ...this.#apiWithoutCredentials(), signal: host.signal });
  }

  /** The next step if the workspace refuses the identity; undefined before it is opened. */
  get whenRefused(): string | undefined {
    return this.#opened?.whenRefused;
  }

  #open(): OpenWorkspace {
    return (this.#opened ??= this.#openWorkspace());
  }

  #openWorkspace(): OpenWorkspace {
    const { input, host, redactor } = this.#parts;
    const api = this.#apiWithoutCredentials();
    const { send } = api;
    const connection = openConnection(input, connectionTools({ host, redactor, send }));
    const workspace = new Workspace({
      ...api,
      host: connection.host,
      // Outside the attempt timeout: a login has its own limits, and must not look like an unresponsive workspace.
      send: withCredentials(send, connection.credentials, refusesCredentials),
    });
    const { method, credentials, claims, whenRefused } = connection;
    const login = { method, tokenEndsAt: () => credentials.endsAt?.(), claims: () => claims?.() };
    return { workspace, login, whenRefused };
  }

  #openRegistry(): Registry {
    const { input, host, redactor } = this.#parts;
    const trackingUri = input('trackingUri');
    const registry = (input('registry') ?? 'auto') as RegistryKind | 'auto';
    const opened = openRegistry({
      choice: chooseRegistry({ modelName: input('modelName') ?? '', registry, trackingUri }),
      api: () => this.workspace.api,
      withoutCredentials: this.#apiWithoutCredentials(),
      server: trackingUri === undefined ? undefined : trackingServer(trackingUri, redactor),
    });
    host.log.info(`Registry: ${opened.describe()}`);
    return opened;
  }

  #apiWithoutCredentials(): Omit<ApiOptions, 'host'> {
    const { host, userAgent } = this.#parts;
    return (this.#withoutCredentials ??= {
      send: withAttemptTimeout(withUserAgent(httpClient(openNetwork(host.log)), userAgent), ATTEMPT_TIMEOUT_MS),
      clock: host.clock,
      random: host.random,
      onRetry: (line) => host.log.debug(line),
      signal: host.signal,
    });
  }
}
