import { hint } from '../../../lib/core/nearest';
import type { Findings } from '../read/finding';
import type { Origin } from '../read/node';
import type { TaskCatalog } from '../schema/task-catalog';
import { connectionsOf } from './connections';
import { isNamed, type Plan } from './plan';
import { staticText } from './static-text';
import { groupsAround, type Spot } from './variable-scopes';

/** What a person has on this machine; undefined for a kind that the person says nothing about. */
export interface KnownNames {
  /** How messages name the place where the names are. */
  readonly source: string;
  readonly environments: readonly string[] | undefined;
  readonly connections: readonly string[] | undefined;
  readonly groups: readonly string[] | undefined;
}

/** Warns of environments, connections and variable groups that the plan uses and this machine does not have. */
export function checkKnownNames(plan: Plan, known: KnownNames, { tasks, findings }: Tools): void {
  for (const { kind, name, at } of plan.stages.flatMap((stage) =>
    stage.jobs.flatMap((job) => namesUsed({ plan, stage, job }, tasks)),
  )) {
    const names = known[kind];
    if (names !== undefined && !names.some((there) => isNamed(there, name))) {
      findings.warn(at, 'local-values', `${WORDS[kind]} '${name}' is not in ${known.source}; ${hint(name, names)}`);
    }
  }
}

interface Tools {
  readonly tasks: TaskCatalog;
  readonly findings: Findings;
}

const WORDS = { environments: 'environment', connections: 'service connection', groups: 'variable group' } as const;

interface UsedName {
  readonly kind: keyof typeof WORDS;
  readonly name: string;
  readonly at: Origin;
}

function namesUsed(spot: Spot, tasks: TaskCatalog): readonly UsedName[] {
  const { environment, runs } = spot.job;
  const connections = runs
    .flatMap(({ steps }) => steps)
    .flatMap((step) => connectionsOf(step, tasks))
    .map(({ name }) => ({ kind: 'connections' as const, text: name.text, at: name.at }));
  const environments =
    environment === undefined ? [] : [{ kind: 'environments' as const, text: environment.name, at: environment.at }];
  const groups = groupsAround(spot).map(({ name, value }) => ({ kind: 'groups' as const, text: name, at: value.at }));
  return [...environments, ...connections, ...groups].flatMap(({ kind, text, at }) => {
    // What is known only when the pipeline runs cannot be compared.
    const name = staticText(text, spot);
    return name === undefined ? [] : [{ kind, name, at }];
  });
}
