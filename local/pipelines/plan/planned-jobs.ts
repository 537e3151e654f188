import { itemsOf, kindName, textAt, valueAt, type Mapping, type Node, type Origin } from '../read/node';
import { runtimeExpression } from '../schema/runtime-expression';
import { dependenciesOf } from './dependencies';
import type { PlannedEnvironment, PlannedJob, PlannedRun } from './plan';
import { conditionOf, plannedSteps } from './planned-steps';
import { plannedVariables } from './planned-variables';

const HOOKS = ['preDeploy', 'deploy', 'routeTraffic', 'postRouteTraffic'] as const;
const OUTCOMES = ['success', 'failure'] as const;

/** Jobs of one stage; `pool` is what they run on if they do not say. */
export function plannedJobs(jobs: Node | undefined, pool: string | undefined): readonly PlannedJob[] {
  return itemsOf(jobs).flatMap((job, index) => (job.kind === 'mapping' ? [plannedJob(job, index, pool)] : []));
}

function plannedJob(job: Mapping, index: number, pool: string | undefined): PlannedJob {
  const isDeployment = valueAt(job, 'deployment') !== undefined;
  return {
    // The service numbers jobs without a name.
    name: textAt(job, isDeployment ? 'deployment' : 'job') ?? `Job${index + 1}`,
    kind: isDeployment ? 'deployment' : 'job',
    title: textAt(job, 'displayName'),
    dependsOn: dependenciesOf(job) ?? [],
    condition: conditionOf(job),
    pool: poolOf(job) ?? pool,
    environment: environmentOf(job),
    legs: legsOf(job),
    variables: [...plannedVariables(valueAt(job, 'variables')), ...variablesOfLegs(job)],
    runs: isDeployment ? hooksOf(job) : [runOf(job, poolOf(job) ?? pool)],
    node: job,
    at: job.at,
  };
}

/** A job without an agent has no place to check anything out. */
function runOf(job: Mapping, pool: string | undefined): PlannedRun {
  const kind = pool?.toLowerCase() === 'server' ? 'other' : 'job';
  return { hook: undefined, steps: plannedSteps(valueAt(job, 'steps'), kind, job.at) };
}

/** The one job of a pipeline that has steps only. */
export function impliedJob(pipeline: Mapping): PlannedJob {
  const at: Origin = valueAt(pipeline, 'steps')?.at ?? pipeline.at;
  return { ...plannedJob(pipeline, 0, poolOf(pipeline)), variables: [], dependsOn: [], condition: undefined, at };
}

export function poolOf(node: Mapping): string | undefined {
  const pool = valueAt(node, 'pool');
  return pool?.kind === 'text' ? textAt(node, 'pool') : (textAt(pool, 'vmImage') ?? textAt(pool, 'name'));
}

function environmentOf(job: Mapping): PlannedEnvironment | undefined {
  const environment = valueAt(job, 'environment');
  const text = environment?.kind === 'text' ? environment.text : textAt(environment, 'name');
  if (text === undefined || text === '') {
    return undefined;
  }
  // `name.resource` names both; a variable may hold points.
  const [, name = text, resource] = /^([^.$]+)\.([^.]+)$/.exec(text) ?? [];
  const at = environment?.at ?? job.at;
  return { at, name, resource: textAt(environment, 'resourceName') ?? resource };
}

function legsOf(job: Mapping): PlannedJob['legs'] {
  const strategy = valueAt(job, 'strategy');
  const matrix = valueAt(strategy, 'matrix');
  if (matrix?.kind === 'mapping') {
    return matrix.entries.map(({ key }) => key);
  }
  if (matrix?.kind === 'text' && runtimeExpression(matrix.text) !== undefined) {
    return 'unknown';
  }
  const parallel = textAt(strategy, 'parallel');
  return parallel === undefined ? undefined : 'unknown';
}

function variablesOfLegs(job: Mapping): PlannedJob['variables'] {
  const matrix = valueAt(valueAt(job, 'strategy'), 'matrix');
  return matrix?.kind === 'mapping'
    ? matrix.entries
        .flatMap(({ value }) => plannedVariables(value))
        .map((variable) => ({ ...variable, kind: 'leg' as const }))
    : [];
}

function hooksOf(job: Mapping): readonly PlannedRun[] {
  const strategy = valueAt(job, 'strategy');
  const lifecycle = ['runOnce', 'rolling', 'canary'].map((kind) => valueAt(strategy, kind)).find((found) => found);
  const run = (hook: string, node: Node | undefined): readonly PlannedRun[] =>
    node === undefined || kindName(node) === 'nothing'
      ? []
      : [{ hook, steps: plannedSteps(valueAt(node, 'steps'), hook === 'deploy' ? 'deploy' : 'other', node.at) }];
  const outcome = valueAt(lifecycle, 'on');
  return [
    ...HOOKS.flatMap((hook) => run(hook, valueAt(lifecycle, hook))),
    ...OUTCOMES.flatMap((hook) => run(`on.${hook}`, valueAt(outcome, hook))),
  ];
}
