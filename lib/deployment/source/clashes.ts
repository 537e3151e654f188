import { isRecord, RECORDS_FOLDER } from '../../creations/records-folder';
import { isInside } from './inside';
import { foldersAbove } from './notebook';
import { RECORD_NAME, type SourceFile } from './source-file';

type Targeted = Pick<SourceFile, 'path' | 'target' | 'kind'>;

/** Files that conflict at the destination, or with our record's name, as sentences. */
export function clashesIn(files: readonly Targeted[]): readonly string[] {
  const byTarget = new Map<string, Targeted[]>();
  files.forEach((file) => byTarget.set(file.target, [...(byTarget.get(file.target) ?? []), file]));
  const folders = new Set(files.flatMap(({ target }) => foldersAbove(target)));
  return [...byTarget].flatMap(([target, here]) => {
    const names = here.map(({ path }) => `'${path}'`).join(' and ');
    if (target === RECORD_NAME) {
      return [`${names} has the name under which the deployment itself is recorded`];
    }
    if (isRecord(target)) {
      return [`${names} would lie in ${RECORDS_FOLDER}, where pull requests record what they create`];
    }
    if (!isInside(target)) {
      return [`${names} would become '${target}', which is no name`];
    }
    const sentences = here.length > 1 ? [`${names} would all become '${target}'`] : [];
    return folders.has(target) ? [...sentences, `${names} would become '${target}', which is a folder too`] : sentences;
  });
}
