import type { ReadBackTools } from '../core/read-back';
import { ApiError } from '../databricks/api/api-error';
import { leavesDoubt } from '../databricks/api/passing';
import type { DeploymentJob } from '../mlflow/catalog-undocumented';
import type { MlModel } from '../mlflow/mlmodel';
import type { RegisteredModelFacts } from '../mlflow/model';
import type { ModelFiles } from '../mlflow/model-files';
import { subjectText, type NewVersion, type Subject } from '../mlflow/models-client';
import { readOnce } from '../mlflow/read-once';
import type { ModelVersion } from '../mlflow/version';
import { requireDescription } from './descriptions';
import type { Dialect } from './dialects/dialect';
import { digestOf, type ModelDigest } from './digest';
import { requireKept, tagWords } from './kept';
import { legalTags } from './legal-tags';
import { isAbsent, ofModel, ofVersion } from './missing';
import { mlModelOf } from './mlmodel-of';
import { createVersionOnce } from './new-version';
import type { Pointer } from './pointer';
import { clearPointer, movePointer, type PointerMove } from './pointer-moves';
import { pointerOf, type PointerReading } from './pointer-reading';
import { deleteTag, setTags, tagsOf } from './tagging';
import { byNumber } from './version-order';

/** One model of a registry. Unless noted, a missing model or version is an error that suggests others. */
export class RegisteredModel {
  readonly #dialect: Dialect;
  readonly #tools: ReadBackTools;
  #filesOf: (version: number) => ModelFiles;

  constructor(
    readonly name: string,
    dialect: Dialect,
    tools: ReadBackTools,
  ) {
    this.#dialect = dialect;
    this.#tools = tools;
    this.#filesOf = (version) => dialect.files(name, version);
  }

  /** The same model, whose files are read once: for one look at it, not for seeing that something changed. */
  readingFilesOnce(): RegisteredModel {
    const known = new Map<number, ModelFiles>();
    const same = new RegisteredModel(this.name, this.#dialect, this.#tools);
    same.#filesOf = (version) => {
      const files = known.get(version) ?? readOnce(this.files(version));
      known.set(version, files);
      return files;
    };
    return same;
  }

  async exists(): Promise<boolean> {
    try {
      await this.#dialect.model(this.name);
      return true;
    } catch (error) {
      if (isAbsent(error)) {
        return false;
      }
      throw error;
    }
  }

  facts(): Promise<RegisteredModelFacts> {
    return ofModel(this.#dialect, this.name, () => this.#dialect.model(this.name));
  }

  async create(description: string): Promise<'created' | 'alreadyThere'> {
    requireDescription(description, this.#dialect.kind);
    try {
      await this.#dialect.create(this.name, description);
      return 'created';
    } catch (error) {
      const isThere = error instanceof ApiError && /(?:^|_)ALREADY_EXISTS$/.test(error.code ?? '');
      if (isThere || (leavesDoubt(error) && (await this.exists()))) {
        return 'alreadyThere';
      }
      throw error;
    }
  }

  /** All of them, by number. */
  async versions(): Promise<readonly ModelVersion[]> {
    const versions = await ofModel(this.#dialect, this.name, () => this.#dialect.versionsOf(this.name));
    if (versions.length === 0) {
      await this.facts();
    }
    return byNumber(versions);
  }

  version(number: number): Promise<ModelVersion> {
    return this.#ofVersion(number, () => this.#dialect.version(this.name, number));
  }

  /** The new version may still be pending. */
  async createVersion(version: NewVersion): Promise<ModelVersion> {
    const { kind } = this.#dialect;
    requireDescription(version.description ?? '', kind);
    const legal = { ...version, tags: version.tags && legalTags(version.tags, kind) };
    return ofModel(this.#dialect, this.name, () => createVersionOnce(this.#dialect, this.name, legal));
  }

  /** A missing version counts as deleted. */
  async deleteVersion(number: number): Promise<void> {
    try {
      await this.#dialect.deleteVersion(this.name, number);
    } catch (error) {
      if (!isAbsent(error)) {
        throw error;
      }
    }
  }

  pointer(pointer: Pointer): Promise<PointerReading> {
    return pointerOf(this.#dialect, this.name, pointer);
  }

  movePointer(move: PointerMove): Promise<void> {
    return movePointer(this.#dialect, this.name, move);
  }

  /** Removes the pointer from the version if it has it. */
  clearPointer(from: Pick<PointerMove, 'pointer' | 'version'>): Promise<'cleared' | 'notThere'> {
    return clearPointer(this.#dialect, this.name, from);
  }

  /** The version, or the model itself. */
  tags(version?: number): Promise<ReadonlyMap<string, string>> {
    return this.#ofSubject(version, (subject) => tagsOf(this.#dialect, subject));
  }

  /** Resolves when the registry shows them. `present`, if they have just been read, saves a request. */
  setTags(
    tags: Readonly<Record<string, string>>,
    version?: number,
    present?: ReadonlyMap<string, string>,
  ): Promise<void> {
    return this.#ofSubject(version, async (subject) => {
      await setTags(this.#dialect, subject, { tags, present });
      const read = async (): Promise<ReadonlyMap<string, string>> =>
        new Map(Object.entries(tagWords(await tagsOf(this.#dialect, subject))));
      const written = { on: subjectText(subject), values: tagWords(Object.entries(tags)) };
      await requireKept(written, read, this.#tools);
    });
  }

  /** A missing tag is not an error. */
  deleteTag(key: string, version?: number): Promise<void> {
    return this.#ofSubject(version, (subject) => deleteTag(this.#dialect, subject, key));
  }

  /** Resolves when the registry shows it. */
  describe(description: string, version?: number): Promise<void> {
    requireDescription(description, this.#dialect.kind);
    return this.#ofSubject(version, async (subject) => {
      await this.#dialect.describe(subject, description);
      const read = async (): Promise<ReadonlyMap<string, string>> =>
        new Map([['description', comparable(await this.#descriptionOf(subject))]]);
      const written = { on: subjectText(subject), values: { description: comparable(description) } };
      await requireKept(written, read, this.#tools);
    });
  }

  /** The Databricks job that starts with each new version and may move aliases too. */
  deploymentJob(): Promise<DeploymentJob> {
    return ofModel(this.#dialect, this.name, () => this.#dialect.deploymentJob(this.name));
  }

  /** The files of a version. */
  files(version: number): ModelFiles {
    return this.#filesOf(version);
  }

  digest(version: ModelVersion): Promise<ModelDigest> {
    return digestOf(version, this.files(version.number));
  }

  /** The MLmodel file of the version. */
  mlModel(version: ModelVersion): Promise<MlModel> {
    return mlModelOf(version, this.files(version.number));
  }

  async #descriptionOf({ model, version }: Subject): Promise<string> {
    const { description } = await (version === undefined
      ? this.#dialect.model(model)
      : this.#dialect.version(model, version));
    return description;
  }

  #ofSubject<T>(version: number | undefined, does: (subject: Subject) => Promise<T>): Promise<T> {
    return version === undefined
      ? ofModel(this.#dialect, this.name, () => does({ model: this.name }))
      : this.#ofVersion(version, () => does({ model: this.name, version }));
  }

  #ofVersion<T>(number: number, read: () => Promise<T>): Promise<T> {
    return ofVersion(this.#dialect, { model: this.name, number }, read);
  }
}

/** A service may change line endings and trim the text. */
function comparable(description: string): string {
  return description.replaceAll('\r\n', '\n').trim();
}
