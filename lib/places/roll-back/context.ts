import { UserError } from '../../core/errors';
import type { Workspace } from '../../databricks/workspace';
import { openEvidence, type RunEvidence } from '../../evidence/run-evidence';
import { requirePointer } from '../../registry/pointer';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { TaskHost } from '../../task/host';
import { placeIn, type Place } from '../place';

export interface RollbackInputs {
  readonly modelName: string;
  readonly target: string;
  readonly toVersion: number | undefined;
  readonly reason: string;
  readonly evidence: string | undefined;
  readonly planOnly: boolean;
}

export interface RollbackOutputs {
  readonly rolledBackTo: string;
  readonly rolledBackFrom: string;
  readonly receiptFile: string;
}

export interface RollbackClients {
  readonly host: TaskHost<keyof RollbackOutputs>;
  readonly registry: Registry;
  /** Opened on first use; a plain MLflow server has none. */
  readonly workspace: Workspace;
}

/** One place of one model, and why it goes back. */
export interface RollbackContext {
  readonly clients: RollbackClients;
  readonly model: RegisteredModel;
  readonly place: Place;
  readonly reason: string;
  readonly evidence: RunEvidence;
}

/** Reads the inputs and opens the evidence; asks the registry nothing. */
export function rollbackContext(inputs: RollbackInputs, clients: RollbackClients): RollbackContext {
  const { modelName, target, evidence: folder } = inputs;
  const evidence = openEvidence(clients.host, { folder, models: [modelName] });
  const place = placeIn(clients.host.project, target);
  requirePointer(place.pointer, clients.registry.kind);
  const reason = inputs.reason.trim();
  if (reason === '') {
    throw new UserError('INPUTS_REFUSED', {
      what: "Input 'reason' contains only spaces.",
      fix: "Set 'reason' to a sentence that readers of the receipt will understand.",
    });
  }
  return { clients, model: clients.registry.model(modelName), place, reason, evidence };
}
