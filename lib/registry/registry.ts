import type { ReadBackTools } from '../core/read-back';
import type { MlflowRunsClient } from '../mlflow/runs-client';
import type { ModelVersion } from '../mlflow/version';
import type { RegistryChoice } from './choose-registry';
import type { Dialect } from './dialects/dialect';
import { requireKept, tagWords } from './kept';
import { REGISTRY_NAME, type RegistryKind } from './kind';
import { lineageOf, runIdOf, type Lineage } from './lineage';
import { requireModelName } from './model-name';
import { RegisteredModel } from './registered-model';

export interface RegistryParts {
  readonly dialect: Dialect;
  readonly runs: MlflowRunsClient;
  readonly choice: RegistryChoice;
  /** How long to wait until a write is visible. */
  readonly tools: ReadBackTools;
  readonly until: (signal: AbortSignal) => Registry;
  readonly another: (choice: RegistryChoice) => Registry;
}

/** One API over the three model registries, in terms that users know. */
export class Registry {
  /** The MLflow runs that trained these models. */
  readonly runs: MlflowRunsClient;
  /** The same registry, but this signal aborts its requests instead of the pipeline's. */
  readonly until: (signal: AbortSignal) => Registry;
  /** Another registry of the same connection. */
  readonly another: (choice: RegistryChoice) => Registry;
  readonly #dialect: Dialect;
  readonly #how: string;
  readonly #tools: ReadBackTools;

  constructor({ dialect, runs, choice, tools, until, another }: RegistryParts) {
    this.runs = runs;
    this.until = until;
    this.another = another;
    this.#dialect = dialect;
    this.#how = choice.how;
    this.#tools = tools;
  }

  get kind(): RegistryKind {
    return this.#dialect.kind;
  }

  /** URL of the workspace or the MLflow server. */
  get address(): string {
    return this.#dialect.address;
  }

  /** The ID of the registry, the same from every workspace. */
  homeOf({ metastoreId }: ModelVersion): string {
    return metastoreId === undefined ? this.address : `metastore ${metastoreId}`;
  }

  /** The registry, its location, and the reason for it. */
  describe(): string {
    return `${REGISTRY_NAME[this.kind]} at ${this.address}, because ${this.#how}`;
  }

  /** Sends no request; refuses an invalid name. */
  model(name: string): RegisteredModel {
    return new RegisteredModel(requireModelName(name, this.kind), this.#dialect, this.#tools);
  }

  /** Resolves when the run shows them. */
  async setRunTags(runId: string, tags: Readonly<Record<string, string>>): Promise<void> {
    for (const [key, value] of Object.entries(tags)) {
      await this.runs.setTag(runId, key, value);
    }
    const read = async (): Promise<ReadonlyMap<string, string>> =>
      new Map(Object.entries(tagWords((await this.runs.run(runId)).tags)));
    const written = { on: `MLflow run ${runId}`, values: tagWords(Object.entries(tags)) };
    await requireKept(written, read, this.#tools);
  }

  /** Undefined if the version has no known run. */
  lineage(version: ModelVersion): Promise<Lineage | undefined> {
    return lineageOf(version, this.runs);
  }

  /**
   * The versions from an MLflow run, under any name; versions that name only their logged model are found
   * under the expected name.
   */
  async versionsOfRun(runId: string, expectedModel: string): Promise<readonly ModelVersion[]> {
    const expected = requireModelName(expectedModel, this.kind);
    const found = await this.#dialect.versionsOfRun(runId, expected);
    return [...found, ...(await this.#versionsOfLoggedModels(runId, expected))];
  }

  async #versionsOfLoggedModels(runId: string, model: string): Promise<readonly ModelVersion[]> {
    const listed = (await this.model(model).exists()) ? await this.#dialect.versionsOf(model) : [];
    const silent = listed.filter((version) => version.runId === undefined && version.modelId !== undefined);
    if (silent.length === 0) {
      return [];
    }
    const { startedAt = 0 } = await this.runs.run(runId);
    const found: ModelVersion[] = [];
    for (const version of silent.filter(({ createdAt }) => createdAt >= startedAt)) {
      if ((await runIdOf(version, this.runs)) === runId) {
        found.push(version);
      }
    }
    return found;
  }
}
