import { isInside } from './inside';
import { foldersAbove } from './notebook';
import { RECORD_NAME, type SourceFile } from './source-file';

type Placed = Pick<SourceFile, 'path' | 'place' | 'kind'>;

/** Files that conflict at the destination, or with our record's name, as sentences. */
export function clashesIn(files: readonly Placed[]): readonly string[] {
  const byPlace = new Map<string, Placed[]>();
  files.forEach((file) => byPlace.set(file.place, [...(byPlace.get(file.place) ?? []), file]));
  const folders = new Set(files.flatMap(({ place }) => foldersAbove(place)));
  return [...byPlace].flatMap(([place, here]) => {
    const names = here.map(({ path }) => `'${path}'`).join(' and ');
    if (place === RECORD_NAME) {
      return [`${names} has the name under which the deployment itself is recorded`];
    }
    if (!isInside(place)) {
      return [`${names} would become '${place}', which is no name`];
    }
    const sentences = here.length > 1 ? [`${names} would all become '${place}'`] : [];
    return folders.has(place) ? [...sentences, `${names} would become '${place}', which is a folder too`] : sentences;
  });
}
