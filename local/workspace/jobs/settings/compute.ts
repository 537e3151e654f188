import type { JsonObject } from '../../../../lib/core/lossless-json';
import { Fields } from '../../http/fields';
import { invalidParameter } from '../../http/refusal';
import { environmentsOf, type ServerlessEnvironment } from './serverless-environment';
import type { Work } from './work';

/** The compute that the settings of the job define. */
export interface ComputeScope {
  readonly jobClusterKeys: readonly string[];
  /** By their keys. */
  readonly environments: ReadonlyMap<string, ServerlessEnvironment>;
  readonly missingClusters: readonly string[];
}

export function computeScope(
  settings: Fields,
  jobClusters: readonly JsonObject[],
  missingClusters: readonly string[],
): ComputeScope {
  return {
    jobClusterKeys: jobClusters.map((cluster) => new Fields(cluster).text('job_cluster_key')),
    environments: environmentsOf(settings),
    missingClusters,
  };
}

const COMPUTE_FIELDS = ['existing_cluster_id', 'new_cluster', 'job_cluster_key', 'environment_key'] as const;

/** Clusters are not simulated, but a task must name its compute as in the service. */
export function requireCompute(task: { key: string; fields: Fields; work: Work }, scope: ComputeScope): void {
  const { key, fields, work } = task;
  const named = COMPUTE_FIELDS.filter((field) => fields.has(field));
  if (named.length > 1) {
    throw invalidParameter(`Task ${key} must specify only one of ${named.join(', ')}.`);
  }
  const isServerless = named.length === 0 || named[0] === 'environment_key';
  if (isServerless && fields.has('libraries')) {
    throw invalidParameter(`Libraries field is not supported for serverless task ${key}, specify them in environment.`);
  }
  if (named.length === 0 && work.kind !== 'notebook') {
    throw invalidParameter(`Task ${key} must specify a cluster or an environment_key.`);
  }
  requireKnown(fields.optionalText('job_cluster_key'), scope.jobClusterKeys, `Job cluster of task ${key}`);
  requireKnown(fields.optionalText('environment_key'), [...scope.environments.keys()], `Environment of task ${key}`);

  const clusterId = fields.optionalText('existing_cluster_id');
  if (clusterId !== undefined && scope.missingClusters.includes(clusterId)) {
    throw invalidParameter(`Cluster ${clusterId} does not exist.`);
  }
}

/** The wheels among the libraries of a cluster; what a package index would give is not installed there. */
export function wheelsOf(fields: Fields): readonly string[] {
  const libraries = fields.objects('libraries').map((library) => new Fields(library).optionalText('whl'));
  return libraries.filter((wheel) => wheel !== undefined);
}

/** The serverless environment that a task names; undefined when it names none. */
export function environmentOf(fields: Fields, { environments }: ComputeScope): ServerlessEnvironment | undefined {
  return environments.get(fields.optionalText('environment_key') ?? '');
}

function requireKnown(key: string | undefined, known: readonly string[], what: string): void {
  if (key !== undefined && !known.includes(key)) {
    throw invalidParameter(`${what} is not defined: ${key}`);
  }
}
