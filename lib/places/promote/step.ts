import type { Workspace } from '../../databricks/workspace';
import type { RunEvidence } from '../../evidence/run-evidence';
import type { Registry } from '../../registry/registry';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../../task/host';

/** What the user asks for; compute and waiting matter to a copy in Unity Catalog only. */
export interface PromotionInputs extends NotebookInputs {
  readonly modelName: string;
  readonly modelVersion: string;
  readonly target: string;
  readonly requireVerdict: 'better' | 'none';
  readonly allowRolledBack: boolean;
  readonly archiveOthers: boolean;
  readonly failIfNotBetter: boolean;
  readonly planOnly: boolean;
}

/** What a promotion to a place tells later steps. */
export interface PromotionOutputs {
  readonly promoted: string;
  readonly outcome: string;
  readonly previousVersion: string;
  readonly receiptFile: string;
}

/** What a copy tells besides. */
export interface CopyOutputs extends PromotionOutputs {
  readonly copiedVersion: string;
  readonly candidateFile: string;
}

export interface PromotionClients {
  readonly host: TaskHost<keyof CopyOutputs>;
  readonly registry: Registry;
  /** Opened on first use, and there is none for a plain MLflow server. */
  readonly workspace: Workspace;
}

/** One run of the step, whatever its target is. */
export interface PromotionStep {
  readonly inputs: PromotionInputs;
  readonly clients: PromotionClients;
  readonly evidence: RunEvidence;
}
