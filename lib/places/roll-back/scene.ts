import type { Workspace } from '../../databricks/workspace';
import type { RunEvidence } from '../../evidence/run-evidence';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { TaskHost } from '../../task/host';
import type { Place } from '../place';

/** What a rollback speaks to. */
export interface Clients {
  readonly host: TaskHost<'rolledBackTo' | 'rolledBackFrom' | 'receiptFile'>;
  readonly registry: Registry;
  /** Opened on first use, and there is none for a plain MLflow server. */
  readonly workspace: Workspace;
}

/** One place of one model, and why it is given back. */
export interface Scene {
  readonly clients: Clients;
  readonly model: RegisteredModel;
  readonly place: Place;
  readonly reason: string;
  readonly evidence: RunEvidence;
}
