import type { Workspace } from '../../databricks/workspace';
import type { RunEvidence } from '../../evidence/run-evidence';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../../task/host';

/** The inputs; compute and waiting matter only for a copy in Unity Catalog. */
export interface PromotionInputs extends NotebookInputs {
  readonly modelName: string;
  readonly modelVersion: number;
  readonly target: string;
  readonly requireVerdict: 'better' | 'none';
  readonly allowRolledBack: boolean;
  readonly archiveOthers: boolean;
  readonly failIfNotBetter: boolean;
  readonly planOnly: boolean;
}

/** The outputs of a promotion to a place. */
export interface PromotionOutputs {
  readonly promoted: string;
  readonly outcome: string;
  readonly previousVersion: string;
  readonly receiptFile: string;
}

/** Additional outputs of a copy. */
export interface CopyOutputs extends PromotionOutputs {
  readonly copiedVersion: string;
  readonly candidateFile: string;
}

export interface PromotionClients {
  readonly host: TaskHost<keyof CopyOutputs>;
  readonly registry: Registry;
  /** Opened on first use; a plain MLflow server has none. */
  readonly workspace: Workspace;
}

/** One run of the step, with any target. */
export interface PromotionStep {
  readonly inputs: PromotionInputs;
  readonly clients: PromotionClients;
  readonly evidence: RunEvidence;
}

export interface ModelStep extends PromotionStep {
  readonly model: RegisteredModel;
}
