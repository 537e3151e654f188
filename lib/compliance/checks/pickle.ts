import { foreignImports } from '../../serialization/allowed-imports';
import type { FoundPickle, Inspection } from '../../serialization/inspect';
import { ofFiles } from '../check';
import type { FilesFacts } from '../facts';
import { failed, listed, passed, remark, unseen } from '../result';

/** Loading the model calls nothing but what its flavors and its project account for, told from the bytes of its files. */
export const pickle = ofFiles(({ inspections, mlModel, listed: files }, _, { allowedPickleImports }) => {
  const unread = [...inspections].flatMap(([path, seen]) => ('unseen' in seen ? [`${path}: ${seen.unseen}`] : []));
  const rules = { flavors: mlModel.flavors, allowed: allowedPickleImports };
  const found = [...inspections].flatMap(([path, seen]) =>
    'value' in seen ? problemsOf(path, seen.value, rules) : [],
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
      : `${listed(pickles)} ${pickles.length === 1 ? 'looks' : 'look'} up only what ${mlModel.flavors.join(' and ')} need${accepted(inspections, rules)}`,
  );
});

interface Rules {
  readonly flavors: readonly string[];
  /** By the project. */
  readonly allowed: readonly string[];
}

function picklesIn(inspections: FilesFacts['inspections']): readonly string[] {
  return [...inspections].flatMap(([path, seen]) => ('value' in seen && seen.value.pickles.length > 0 ? [path] : []));
}

/** What only the project allows, for whoever reads the report. */
function accepted(inspections: FilesFacts['inspections'], { flavors }: Rules): string {
  const imports = [...inspections.values()].flatMap((seen) =>
    'value' in seen ? seen.value.pickles.flatMap(({ imports: own }) => own) : [],
  );
  const names = new Set(foreignImports(imports, flavors).map(({ module, name }) => `${module}.${name}`));
  return names.size === 0 ? '' : `; the project allows ${listed([...names])}`;
}

function problemsOf(path: string, { pickles, unread }: Inspection, rules: Rules): readonly string[] {
  return [
    ...pickles.flatMap((found) => problemsIn(placed(path, found), found, rules)),
    ...unread.map((why) => `${path}: ${why}`),
  ];
}

function problemsIn(place: string, { imports, end }: FoundPickle, { flavors, allowed }: Rules): readonly string[] {
  const foreign = foreignImports(imports, flavors, allowed).map(({ module, name }) => `${module}.${name}`);
  return [
    ...(foreign.length === 0 ? [] : [`${place} looks up ${listed(foreign)}`]),
    ...(end.kind === 'truncated' ? [`${place} ends in the middle, at byte ${end.at}`] : []),
    ...(end.kind === 'broken' ? [`${place} cannot be read on from byte ${end.at}: ${end.why}`] : []),
  ];
}

function placed(path: string, { inside }: FoundPickle): string {
  return inside === undefined ? path : `'${inside}' in ${path}`;
}
