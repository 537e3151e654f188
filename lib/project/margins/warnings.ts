import type { Position, Problem } from '../../yaml/position';
import type { Effective } from '../effective';
import { originsIn } from '../origins';
import type { Project } from '../read-project';
import { doubtsAbout } from './doubts';

/** What the policies of all environments can hardly mean, with where it stands. */
export function marginWarnings({ file, environments }: Project): readonly Problem[] {
  const start = { file: file.name, line: 1, column: 1 };
  const warnings = [...environments.values()].flatMap(({ configuration, tree }) =>
    doubtsAbout(configuration).map(({ path, message }) => ({ at: positionOf(path, tree) ?? start, message })),
  );
  const distinct = new Map(warnings.map((warning) => [JSON.stringify(warning), warning]));
  return [...distinct.values()];
}

/** A default stands nowhere; the part that it belongs to does. */
function positionOf(path: string, tree: Effective['tree']): Position | undefined {
  const origins = originsIn(tree).filter(({ origin }) => origin.at !== undefined);
  const within = path.slice(0, path.lastIndexOf('.') + 1);
  const found = origins.find((each) => each.path === path) ?? origins.find((each) => each.path.startsWith(within));
  return found?.origin.at;
}
