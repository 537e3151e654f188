import type { Problem } from '../yaml/position';
import { environmentNames, type Link, type Links } from './links';
import { mergedBranch } from './merge';
import { effectiveConfiguration } from './schema/project';
import { strictest } from './strictest';
import { loosened } from './tighten';
import { below, nothing, rowBelow, textBelow, type Branch } from './tree';

const whole = { part: effectiveConfiguration, path: '' };

/** What is known when an environment is asked for. */
export interface Moment {
  readonly environment: string;
  /** E.g. `2027-01-31`; a rule of a baseline may begin on a day. */
  readonly today: string;
}

export interface Combined {
  /** What the files say together, without defaults. */
  readonly tree: Branch;
  readonly problems: readonly Problem[];
  /** What will be a problem from a day on. */
  readonly warnings: readonly Problem[];
}

/** The project's own words over what its baselines demand, with every attempt to ask for less. */
export function combined({ project, baselines }: Links, moment: Moment): Combined {
  const own = spoken(project, moment.environment);
  const tier = textBelow(
    [own, ...baselines.map((link) => spoken(link, moment.environment))].reduceRight(over),
    ...TIER,
  );
  const demands = demanded(baselines, moment, tier);
  const later = demands.pending.flatMap(({ name, from, require }) =>
    loosened(own, require, whole).map(({ at, message }) => ({ at, message: `from ${from} on (${name}): ${message}` })),
  );
  return {
    tree: mergedBranch(demands.tree, own, effectiveConfiguration),
    problems: [
      ...unknownToBaseline(project, baselines, moment),
      ...demands.problems,
      ...loosened(own, demands.tree, whole),
    ],
    warnings: later,
  };
}

const TIER = ['model', 'tags', 'risk_tier'];

function over(under: Branch, upper: Branch): Branch {
  return mergedBranch(under, upper, effectiveConfiguration);
}

/** What a file says about an environment: its general words, and over them those for the environment. */
function spoken({ tree }: Link, environment: string): Branch {
  const { entries } = tree;
  const general = new Map([...entries].filter(([key]) => Object.hasOwn(effectiveConfiguration.keys, key)));
  const special = below(tree, 'environments', environment);
  return over({ ...tree, entries: general }, special?.kind === 'branch' ? special : nothing);
}

interface Pending {
  readonly name: string;
  readonly from: string;
  readonly require: Branch;
}

interface Demands {
  readonly tree: Branch;
  readonly problems: readonly Problem[];
  readonly pending: readonly Pending[];
}

/** From the root to the nearest: each baseline may only tighten the one that it extends. */
function demanded(baselines: readonly Link[], moment: Moment, tier: string | undefined): Demands {
  const problems: Problem[] = [];
  const pending: Pending[] = [];
  let tree: Branch = nothing;
  for (const link of baselines.toReversed()) {
    const own = spoken(link, moment.environment);
    problems.push(...loosened(own, tree, whole));
    tree = over(tree, own);
    for (const rule of rowBelow(link.tree, 'rules').filter((each) => applies(each, tier))) {
      const { name, from, require } = readRule(rule);
      if (from > moment.today) {
        pending.push({ name, from, require });
      } else {
        const both = togetherStrict(tree, require);
        problems.push(...both.problems);
        tree = both.tree;
      }
    }
  }
  return { tree, problems, pending };
}

/** A model that does not say how risky it is counts as all of them: leaving the tag out must not be the way around. */
function applies(rule: Branch, tier: string | undefined): boolean {
  const tiers = below(rule, 'riskTiers');
  return tiers?.kind !== 'leaf' || tier === undefined || (Array.isArray(tiers.value) && tiers.value.includes(tier));
}

function readRule(rule: Branch): Pending {
  const require = below(rule, 'require');
  return {
    name: textBelow(rule, 'name') ?? '',
    from: textBelow(rule, 'effectiveFrom') ?? '',
    require: require?.kind === 'branch' ? require : nothing,
  };
}

/** The stricter of both in everything; a problem where no value satisfies both, such as two different fixed ones. */
function togetherStrict(one: Branch, other: Branch): { readonly tree: Branch; readonly problems: readonly Problem[] } {
  const both = strictest(one, other, effectiveConfiguration);
  const tree = both?.kind === 'branch' ? both : nothing;
  return { tree, problems: [one, other].flatMap((demand) => loosened(tree, demand, whole)) };
}

/** Under another name an environment would escape what the baseline says about it. */
function unknownToBaseline(project: Link, baselines: readonly Link[], { environment }: Moment): readonly Problem[] {
  const at = below(project.tree, 'environments', environment)?.origin.at;
  return baselines.flatMap((link) => {
    const names = environmentNames(link);
    return at === undefined || names.length === 0 || names.includes(environment)
      ? []
      : [
          {
            at,
            message: `environment '${environment}' is unknown to ${link.file.name}, which has ${names.join(', ')}`,
          },
        ];
  });
}
