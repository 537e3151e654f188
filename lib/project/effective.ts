import { canonicalJson } from '../contracts/canonical-json';
import type { Hash } from '../contracts/seal';
import type { JsonObject } from '../core/lossless-json';
import type { Position, Problem } from '../yaml/position';
import { contradictionsIn } from './contradictions/all';
import { withDefaults } from './defaults';
import { combined, type Moment } from './demands';
import { withDerived } from './derived';
import type { Links } from './links';
import { effectiveConfiguration, type Configuration } from './schema/project';
import { withFullNames } from './table-names';
import { below, valueOf, type Branch, type Tree } from './tree';

/** Everything that holds in one environment of a project. */
export interface Effective {
  readonly environment: string;
  readonly configuration: Configuration;
  /** The same with the origin of each value. */
  readonly tree: Branch;
}

export interface EffectiveReading {
  /** Missing where something that every configuration has is missing. */
  readonly effective: Effective | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What holds in one environment, with everything that speaks against it. */
export function effectiveIn(links: Links, moment: Moment): EffectiveReading {
  const { environment } = moment;
  const { tree: said, problems, warnings } = combined(links, moment);
  const tree = withFullNames(withDefaults(withDerived(said), effectiveConfiguration), effectiveConfiguration);
  const home = below(links.project.tree, 'environments', environment) ?? links.project.tree;
  const at = positionIn(home.origin.at ?? { file: links.project.file.name, line: 1, column: 1 });
  const all = [...problems, ...contradictionsIn({ tree, environment, at })];
  const isFine = links.problems.length === 0 && all.length === 0;
  return { effective: isFine ? effectiveOf(tree, environment) : undefined, problems: all, warnings };
}

/** Without problems the tree satisfies the schema, which the type is made from. */
function effectiveOf(tree: Branch, environment: string): Effective {
  return { environment, tree, configuration: valueOf(tree) as unknown as Configuration };
}

/** SHA-256 over the canonical form (RFC 8785) of what holds: the same for everything that means the same. */
export function policyHash(configuration: Configuration | JsonObject, hash: Hash): string {
  return hash(canonicalJson(configuration));
}

/** What nobody wrote stands where the nearest thing around it does. */
function positionIn(fallback: Position): (from: Tree, ...keys: readonly string[]) => Position {
  return (from, ...keys) => {
    const trees = keys.map((_, index) => below(from, ...keys.slice(0, index + 1)));
    return [from, ...trees].findLast((tree) => tree?.origin.at !== undefined)?.origin.at ?? fallback;
  };
}
