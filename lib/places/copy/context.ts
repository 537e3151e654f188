import type { Chain } from '../../contracts/chain';
import type { RunEvidence } from '../../evidence/run-evidence';
import type { ModelVersion } from '../../mlflow/version';
import type { RegisteredModel } from '../../registry/registered-model';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import type { MakingTools } from '../../versions/registration/make-version';
import type { ModelSource } from '../../versions/registration/model-source';
import type { CopyFacts } from './facts';

/** A decided copy: everything that its changes and its receipt need. */
export interface Copy {
  readonly request: CopyFacts['request'];
  readonly state: CopyFacts['state'];
  readonly version: ModelVersion;
  readonly origin: ModelSource;
  readonly target: RegisteredModel;
  /** The existing copy. */
  readonly found: number | undefined;
  /** Whether an earlier attempt of this pipeline run made it but did not write its receipt. */
  readonly isOwn: boolean;
  readonly chain: Chain | undefined;
  readonly because: string;
  /** Our own tags on the copy, and those of people. */
  readonly marks: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface CopyContext extends MakingTools {
  readonly inputs: NotebookInputs;
  readonly identity: string;
  readonly evidence: RunEvidence;
}
