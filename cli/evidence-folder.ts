import { statSync } from 'node:fs';
import { UsageError } from './usage-error';
import type { Words } from './verb';

/** The one folder of evidence that a verb is given. */
export function evidenceFolder({ positionals }: Words, verb: string): string {
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    throw new UsageError(
      `'mlops ${verb}' needs one folder, but got ${positionals.length === 0 ? 'none' : positionals.length}.`,
      `Name the folder with the artifacts of a pipeline run, e.g. mlops ${verb} .mlops/runs/<run>; mlops runs lists those of this machine.`,
    );
  }
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) {
    throw new UsageError(
      found === undefined ? `There is no folder '${folder}'.` : `'${folder}' is a file, not a folder.`,
      'Name the folder into which you downloaded the artifacts of the pipeline run.',
    );
  }
  return folder;
}
