import type { DeploymentJob } from '../../mlflow/catalog-undocumented';
import type { RegisteredModelFacts } from '../../mlflow/model';
import type { ModelFiles } from '../../mlflow/model-files';
import type { NewVersion, Subject } from '../../mlflow/models-client';
import type { Transition } from '../../mlflow/stage-client';
import type { ModelVersion } from '../../mlflow/version';
import type { RegistryKind } from '../kind';

/** The API of one kind of registry: names, tags and errors in that registry's form. */
export interface Dialect {
  readonly kind: RegistryKind;
  /** Its location, for people. */
  readonly address: string;
  model(name: string): Promise<RegisteredModelFacts>;
  create(name: string, description: string): Promise<void>;
  /** Names to suggest for a mistyped one. */
  namesNear(name: string): Promise<readonly string[]>;
  versionsOf(model: string): Promise<readonly ModelVersion[]>;
  version(model: string, number: number): Promise<ModelVersion>;
  /** All models if the registry can search them, else at least the expected one. */
  versionsOfRun(runId: string, expectedModel: string): Promise<readonly ModelVersion[]>;
  deleteVersion(model: string, number: number): Promise<void>;
  describe(subject: Subject, description: string): Promise<void>;
  tags(subject: Subject): Promise<ReadonlyMap<string, string>>;
  setTag(subject: Subject, key: string, value: string): Promise<void>;
  deleteTag(subject: Subject, key: string): Promise<void>;
  deploymentJob(model: string): Promise<DeploymentJob>;
  files(model: string, version: number): ModelFiles;
  /** Undefined if a new version is an upload rather than a request. */
  readonly createVersion: ((model: string, version: NewVersion) => Promise<ModelVersion>) | undefined;
  readonly aliases: AliasCalls | undefined;
  readonly stages: StageCalls | undefined;
}

export interface AliasCalls {
  versionAt(model: string, alias: string): Promise<ModelVersion>;
  set(model: string, alias: string, version: number): Promise<void>;
  remove(model: string, alias: string): Promise<void>;
}

export interface StageCalls {
  transition(model: string, transition: Transition): Promise<void>;
}
