import { ApiError } from '../databricks/api/api-error';
import type { Observation } from './plan/observation';
import type { Scene } from './scene';
import type { SourceFile } from './source/source-file';

/** What is wrong with a file, as the start of a sentence. */
export interface Fault {
  readonly place: string;
  readonly what: string;
}

/** Verifies uploads by content if lists do not return their size (https://docs.databricks.com/api/azure/workspace/workspace/list). */
export class ContentComparison {
  readonly #proven = new Set<string>();
  #isAnnounced = false;

  readonly #scene: Pick<Scene, 'store' | 'lanes' | 'host'>;

  constructor(scene: Pick<Scene, 'store' | 'lanes' | 'host'>) {
    this.#scene = scene;
  }

  /** The files without a size whose content differs from the upload. */
  async faults(files: readonly SourceFile[], seen: Observation): Promise<readonly Fault[]> {
    const unproven = files.filter(
      ({ place, kind }) => kind === 'file' && seen.at(place)?.size === undefined && !this.#proven.has(place),
    );
    this.#announce(unproven.length);
    const wrong: Fault[] = [];
    await this.#scene.lanes.each(unproven, async (file) => {
      const what = await this.#faultOf(file);
      if (what === undefined) {
        this.#proven.add(file.place);
      } else {
        wrong.push({ place: file.place, what: `'${file.place}' ${what}` });
      }
    });
    return wrong;
  }

  async #faultOf({ place, sha256 }: SourceFile): Promise<string | undefined> {
    try {
      const found = await this.#scene.store.sha256(place);
      if (found === undefined) {
        return 'has no size in the list, and its content cannot be read';
      }
      return found === sha256 ? undefined : 'holds other content than was uploaded';
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'refused') {
        const answer = [error.status, error.code].filter((part) => part !== undefined).join(' ');
        return `cannot be compared: the list tells no size, and reading it failed (${answer}); deploy it to a volume`;
      }
      throw error;
    }
  }

  #announce(count: number): void {
    if (count > 0 && !this.#isAnnounced) {
      this.#isAnnounced = true;
      this.#scene.host.log.info(
        `The workspace tells no size of ${count} file${count === 1 ? '' : 's'}: comparing their content`,
      );
    }
  }
}
