import { ApiError } from '../databricks/api/api-error';
import type { DeploymentContext } from './context';
import type { Observation } from './plan/observation';
import type { SourceFile } from './source/source-file';

/** What is wrong at a target path, as a clause. */
export interface Fault {
  readonly target: string;
  readonly what: string;
}

/** Verifies uploads by content if lists do not return their size (https://docs.databricks.com/api/azure/workspace/workspace/list). */
export class ContentComparison {
  readonly #proven = new Set<string>();
  #isAnnounced = false;

  readonly #context: Pick<DeploymentContext, 'store' | 'lanes' | 'host'>;

  constructor(context: Pick<DeploymentContext, 'store' | 'lanes' | 'host'>) {
    this.#context = context;
  }

  /** The files without a size whose content differs from the upload. */
  async faults(files: readonly SourceFile[], seen: Observation): Promise<readonly Fault[]> {
    const unproven = files.filter(
      ({ target, kind }) => kind === 'file' && seen.at(target)?.size === undefined && !this.#proven.has(target),
    );
    this.#announce(unproven.length);
    const wrong: Fault[] = [];
    await this.#context.lanes.each(unproven, async (file) => {
      const what = await this.#faultOf(file);
      if (what === undefined) {
        this.#proven.add(file.target);
      } else {
        wrong.push({ target: file.target, what: `'${file.target}' ${what}` });
      }
    });
    return wrong;
  }

  async #faultOf({ target, sha256 }: SourceFile): Promise<string | undefined> {
    try {
      const found = await this.#context.store.sha256(target);
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
      this.#context.host.log.info(
        `The workspace tells no size of ${count} file${count === 1 ? '' : 's'}: comparing their content`,
      );
    }
  }
}
