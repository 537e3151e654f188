import { scoreBatch, type ScoreOutputs } from '../../lib/batch/score';
import type { Workspace } from '../../lib/databricks/workspace';
import { openEvidence } from '../../lib/evidence/run-evidence';
import type { Registry } from '../../lib/registry/registry';
import type { InputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { DatabricksBatchScore } from './definition';

interface Clients {
  readonly host: TaskHost<keyof ScoreOutputs>;
  readonly workspace: Workspace;
  readonly registry: Registry;
}

/** Runs batch inference, and proves from what it wrote which version scored. */
export function batchScore(inputs: InputsOf<typeof DatabricksBatchScore>, clients: Clients): Promise<ScoreOutputs> {
  const evidence = openEvidence(clients.host, { folder: inputs.evidence, models: [inputs.modelName] });
  return scoreBatch(inputs, clients, evidence);
}
