import type { Workspace } from '../../databricks/workspace';
import type { RegistryKind } from '../../registry/kind';
import type { Registry } from '../../registry/registry';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../../task/host';

/** Compute and waiting are those of the runs that freeze, score and reduce. */
export interface CompareInputs extends NotebookInputs {
  readonly modelName: string;
  readonly modelVersion: number;
  /** `alias:…`, `stage:…` or `version:…`. */
  readonly champion: string;
  readonly championModelName?: string | undefined;
  readonly championRegistry: RegistryKind | 'same';
  readonly evaluationData?: string | undefined;
  readonly mode: 'gate' | 'report';
}

export interface CompareOutputs {
  readonly verdict: string;
  readonly isBetter: string;
  readonly championVersion: string;
  readonly comparisonFile: string;
  readonly reportFile: string;
}

export interface CompareClients {
  readonly host: TaskHost<keyof CompareOutputs>;
  readonly registry: Registry;
  readonly workspace: Workspace;
}
