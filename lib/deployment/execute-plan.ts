import { ApiError } from '../databricks/api/api-error';
import { blockedBy, explainedRefusal } from './plan/blocked';
import { folderOf } from './plan/observation';
import type { Plan } from './plan/plan';
import { fileContent } from './source/file-content';
import type { SourceFile } from './source/source-file';
import type { Lanes } from './store/lanes';
import type { DeploymentStore } from './store/store';

export interface ExecutionContext {
  readonly store: DeploymentStore;
  readonly lanes: Lanes;
  /** Called after each file. */
  readonly onUploaded: () => void;
}

/** Carries out the plan; a later run may repeat each step. */
export async function executePlan(plan: Plan, context: ExecutionContext): Promise<void> {
  const { store, lanes } = context;
  await lanes.each(plan.clearFiles, (target) => store.removeFile(target));
  await clearFolders(plan.clearFolders, store);
  await lanes.each(plan.folders, (folder) => makeFolder(folder, store));
  await lanes.each(plan.uploads, async (file) => {
    await upload(file, store);
    context.onUploaded();
  });
  await lanes.each([...plan.deletions, ...plan.doubtful], (target) => store.removeFile(target));
  await removeEmptyFolders(plan.oldFolders, context);
}

/** The deepest first, those of one depth together. A folder that is not empty stays. */
export async function removeEmptyFolders(
  folders: readonly string[],
  { store, lanes }: Pick<ExecutionContext, 'store' | 'lanes'>,
): Promise<void> {
  const depth = (folder: string): number => folder.split('/').length;
  const depths = [...new Set(folders.map(depth))].toSorted((one, other) => other - one);
  for (const level of depths) {
    const ofLevel = folders.filter((folder) => depth(folder) === level);
    await lanes.each(ofLevel, async (folder) => {
      // The same request would delete a file.
      if ((await store.list(folder))?.length === 0) {
        await store.removeFolder(folder);
      }
    });
  }
}

async function clearFolders(folders: readonly string[], store: DeploymentStore): Promise<void> {
  for (const folder of folders) {
    if ((await store.removeFolder(folder)) === 'notEmpty') {
      throw blockedBy([`'${folder}' is a folder that holds something, and a file has to be there`], store);
    }
  }
}

async function makeFolder(folder: string, store: DeploymentStore): Promise<void> {
  try {
    await store.makeFolder(folder);
  } catch (error) {
    throw await explainedRefusal(error, `${folder}/.`, store);
  }
}

/** Creates the folder if it was deleted since the last deployment. */
async function upload(file: SourceFile, store: DeploymentStore): Promise<void> {
  const { target, format, sha256 } = file;
  const once = (): Promise<void> => store.upload({ target, format, content: fileContent(file), boundary: sha256 });
  try {
    await once().catch(async (error: unknown) => {
      if (!(error instanceof ApiError && error.kind === 'absent')) {
        throw error;
      }
      await makeFolder(folderOf(target), store);
      await once();
    });
  } catch (error) {
    throw await explainedRefusal(error, target, store);
  }
}
