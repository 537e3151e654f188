import type { Clock } from '../../lib/core/clock';
import type { AccountScope } from './account-scope';
import type { Interpreters } from './execution/interpreters';
import type { Slots } from './execution/slots';
import type { MlflowServer } from './mlflow/mlflow-server';

/** What a workspace gets from its server. */
export interface WorkspaceOptions {
  readonly account: AccountScope;
  /** Unique among the workspaces of the account. */
  readonly name: string;
  readonly host: string;
  readonly orgId: string;
  readonly folder: string;
  readonly clock: Clock;
  readonly python: Interpreters;
  readonly slots: Slots;
  /** The server behind the MLflow routes of all workspaces. */
  readonly mlflow: MlflowServer;
}
