import { UserError } from '../core/errors';
import type { Api, ApiOptions } from '../databricks/api';
import { MlflowRunsClient } from '../mlflow/runs-client';
import { trackingServerApi, type TrackingServer } from '../mlflow/tracking-server';
import type { RegistryChoice } from './choose-registry';
import { mlflowServerDialect, workspaceDialect } from './dialects/mlflow';
import { unityCatalogDialect } from './dialects/unity-catalog';
import { Registry } from './registry';

export interface RegistryOptions {
  readonly choice: RegistryChoice;
  /** The workspace, as the identity of the connection. */
  readonly api: () => Api;
  /** For whom the identity of the connection is nobody's business: signed addresses and plain MLflow servers. */
  readonly withoutCredentials: Omit<ApiOptions, 'host'>;
  readonly server?: TrackingServer | undefined;
}

export function openRegistry(options: RegistryOptions): Registry {
  const { choice, api, withoutCredentials, server } = options;
  const until = (signal: AbortSignal): Registry =>
    openRegistry({
      ...options,
      api: () => api().until(signal),
      withoutCredentials: { ...withoutCredentials, signal },
    });
  switch (choice.kind) {
    case 'unityCatalog':
      return new Registry({ dialect: unityCatalogDialect(api()), runs: new MlflowRunsClient(api()), choice, until });
    case 'workspace': {
      const dialect = workspaceDialect({ api: api(), withoutCredentials });
      return new Registry({ dialect, runs: new MlflowRunsClient(api()), choice, until });
    }
    case 'mlflow': {
      const tracking = requireServer(server);
      const serverApi = trackingServerApi(tracking, withoutCredentials);
      const address = tracking.uri.trim().replace(/\/+$/, '');
      const dialect = mlflowServerDialect(serverApi, address);
      return new Registry({ dialect, runs: new MlflowRunsClient(serverApi), choice, until });
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
