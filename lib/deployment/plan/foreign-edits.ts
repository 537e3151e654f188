import { placeOf } from '../source/notebook';
import { RECORD_NAME } from '../source/source-file';
import type { OurObject } from './ours';
import { isIntact, type Situation } from './situation';

/** What others did to the last deployment, as sentences; only a full verification looks for it. */
export function foreignEdits(
  { record, seen, verify, deleteExtraneous }: Situation,
  ours: ReadonlyMap<string, OurObject>,
): readonly string[] {
  if (record === undefined || seen === undefined || verify === 'changed') {
    return [];
  }
  const edited = [...record.files].flatMap(([path, file]) => {
    const place = placeOf(path, file.kind);
    const lying = seen.at(place);
    if (lying === undefined) {
      return [`'${place}' is missing`];
    }
    return isIntact(file, lying, 'full') ? [] : [`'${place}' was edited`];
  });
  const added = deleteExtraneous
    ? []
    : [...seen.objects]
        .filter(([place, { kind }]) => kind !== 'folder' && place !== RECORD_NAME && !ours.has(place))
        .map(([place]) => `'${place}' was added`);
  return [...edited, ...added];
}
