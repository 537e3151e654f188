import { targetOf } from '../source/notebook';
import { RECORD_NAME } from '../source/source-file';
import { isIntact, type DeploymentFacts } from './facts';
import type { OurObject } from './ours';

/** What others did to the last deployment, as sentences; only a full verification looks for it. */
export function foreignEdits(
  { record, seen, verify, deleteExtraneous }: DeploymentFacts,
  ours: ReadonlyMap<string, OurObject>,
): readonly string[] {
  if (record === undefined || seen === undefined || verify === 'changed') {
    return [];
  }
  const edited = [...record.files].flatMap(([path, file]) => {
    const target = targetOf(path, file.kind);
    const stored = seen.at(target);
    if (stored === undefined) {
      return [`'${target}' is missing`];
    }
    return isIntact(file, stored, 'full') ? [] : [`'${target}' was edited`];
  });
  const added = deleteExtraneous
    ? []
    : [...seen.objects]
        .filter(([target, { kind }]) => kind !== 'folder' && target !== RECORD_NAME && !ours.has(target))
        .map(([target]) => `'${target}' was added`);
  return [...edited, ...added];
}
