import type { Workspace } from '../../databricks/workspace';
import type { ModelFiles } from '../../mlflow/model-files';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../../task/host';
import type { Part } from './outcome';
import type { EvaluatedModel, EvaluationRequest } from './request';
import type { EvaluationStorage } from './storage';

export interface EvaluationDependencies {
  readonly host: TaskHost;
  readonly workspace: Workspace;
  /** The compute of the runs without model code, and how to wait for all runs. */
  readonly inputs: NotebookInputs;
  /** The compute of the scoring runs, where it is another. */
  readonly scoringInputs?: NotebookInputs;
  /** Application ID of the service principal that runs code of models; left out: the identity of the step. */
  readonly scorerRunAs?: string | undefined;
  /** Of the model's requirements; only texts are read. */
  readonly filesOf: (model: EvaluatedModel) => Pick<ModelFiles, 'list' | 'text'>;
  /** Folder of a volume; the home folder of the identity when left out. */
  readonly storage?: string | undefined;
  /** Keeps rows and predictions. */
  readonly keep?: boolean;
  /** Called as soon as a run is known, e.g. to link it. */
  readonly onRun?: (part: Part, runUrl: string) => void;
}

/** The parts of one evaluation work on the same request and folders. */
export interface Evaluating extends EvaluationDependencies {
  readonly request: EvaluationRequest;
  readonly requestSha256: string;
  readonly folders: EvaluationStorage;
}
