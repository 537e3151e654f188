import { foreignImports } from '../../serialization/allowed-imports';
import type { FoundPickle, Inspection } from '../../serialization/inspect';
import { ofFiles } from '../check';
import type { FilesFacts } from '../facts';
import { failed, listed, passed, remark, unseen } from '../result';

/** Loading the model calls nothing but what its flavors account for, told from the bytes of its files. */
export const pickle = ofFiles(({ inspections, mlModel, listed: files }) => {
  const unread = [...inspections].flatMap(([path, seen]) => ('unseen' in seen ? [`${path}: ${seen.unseen}`] : []));
  const found = [...inspections].flatMap(([path, seen]) =>
    'value' in seen ? problemsOf(path, seen.value, mlModel.flavors) : [],
  );
  if (found.length > 0) {
    return failed(listed(found));
  }
  if (unread.length > 0) {
    return unseen(listed(unread));
  }
  const pickles = picklesIn(inspections);
  const trusted = mlModel.skopsTrustedTypes;
  if (trusted.length > 0) {
    return remark(`skops trusts the types that the model itself names: ${listed(trusted)}`);
  }
  return passed(
    pickles.length === 0
      ? `none of its ${files.length} files is a pickle`
      : `nothing in ${listed(pickles)} is foreign to ${mlModel.flavors.join(' and ')}`,
  );
});

function picklesIn(inspections: FilesFacts['inspections']): readonly string[] {
  return [...inspections].flatMap(([path, seen]) => ('value' in seen && seen.value.pickles.length > 0 ? [path] : []));
}

function problemsOf(path: string, { pickles, unread }: Inspection, flavors: readonly string[]): readonly string[] {
  return [
    ...pickles.flatMap((found) => problemsIn(placed(path, found), found, flavors)),
    ...unread.map((why) => `${path}: ${why}`),
  ];
}

function problemsIn(place: string, { imports, end }: FoundPickle, flavors: readonly string[]): readonly string[] {
  const foreign = foreignImports(imports, flavors).map(({ module, name }) => `${module}.${name}`);
  return [
    ...(foreign.length === 0 ? [] : [`${place} looks up ${listed(foreign)}`]),
    ...(end.kind === 'truncated' ? [`${place} ends in the middle, at byte ${end.at}`] : []),
    ...(end.kind === 'broken' ? [`${place} cannot be read on from byte ${end.at}: ${end.why}`] : []),
  ];
}

function placed(path: string, { inside }: FoundPickle): string {
  return inside === undefined ? path : `'${inside}' in ${path}`;
}
