import { UserError } from '../core/errors';
import type { Api, ApiOptions } from '../databricks/api/api';
import { MlflowRunsClient } from '../mlflow/runs-client';
import { trackingServerApi, type TrackingServer } from '../mlflow/tracking-server';
import type { RegistryChoice } from './choose-registry';
import type { Dialect } from './dialects/dialect';
import { mlflowServerDialect, workspaceDialect } from './dialects/mlflow';
import { unityCatalogDialect } from './dialects/unity-catalog';
import { Registry } from './registry';

export interface RegistryOptions {
  readonly choice: RegistryChoice;
  /** The workspace, as the identity of the connection. */
  readonly api: () => Api;
  /** Without the connection's identity, for signed URLs and plain MLflow servers. */
  readonly withoutCredentials: Omit<ApiOptions, 'host'>;
  readonly server?: TrackingServer | undefined;
}

export function openRegistry(options: RegistryOptions): Registry {
  const { choice, api, withoutCredentials, server } = options;
  const { clock, signal } = withoutCredentials;
  const until = (other: AbortSignal): Registry =>
    openRegistry({
      ...options,
      api: () => api().until(other),
      withoutCredentials: { ...withoutCredentials, signal: other },
    });
  const another = (other: RegistryChoice): Registry => openRegistry({ ...options, choice: other });
  const opened = (dialect: Dialect, tracking: Api): Registry =>
    new Registry({ dialect, runs: new MlflowRunsClient(tracking), choice, tools: { clock, signal }, until, another });
  switch (choice.kind) {
    case 'unityCatalog':
      return opened(unityCatalogDialect(api()), api());
    case 'workspace':
      return opened(workspaceDialect({ api: api(), withoutCredentials }), api());
    case 'mlflow': {
      const tracking = requireServer(server);
      const serverApi = trackingServerApi(tracking, withoutCredentials);
      const address = tracking.uri.trim().replace(/\/+$/, '');
      return opened(mlflowServerDialect(serverApi, address), serverApi);
    }
  }
}

function requireServer(server: TrackingServer | undefined): TrackingServer {
  if (server === undefined) {
    throw new UserError('INPUTS_REFUSED', {
      what: 'A plain MLflow server was chosen, and nothing says where it is.',
      fix: "Set 'trackingUri' to the address of the server.",
    });
  }
  return server;
}
