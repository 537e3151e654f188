import type { JsonObject } from '../../../lib/core/lossless-json';

const START_MS = 5000;
const STOP_MS = 1000;

export type ClusterState = 'PENDING' | 'RUNNING' | 'TERMINATING' | 'TERMINATED';

export interface Cluster {
  readonly clusterId: string;
  readonly creator: string;
  /** The settings as the caller wrote them. */
  readonly json: JsonObject;
  readonly sparkContextId: bigint;
  /** The last command, to run or to end, and its time. */
  readonly wanted: 'running' | 'terminated';
  readonly wantedAt: number;
}

/** Nothing runs on a cluster: its state depends on the time since the last command. */
export function stateOf({ wanted, wantedAt }: Cluster, now: number): ClusterState {
  const elapsed = now - wantedAt;
  if (wanted === 'running') {
    return elapsed < START_MS ? 'PENDING' : 'RUNNING';
  }
  return elapsed < STOP_MS ? 'TERMINATING' : 'TERMINATED';
}

export function clusterJson(cluster: Cluster, now: number): JsonObject {
  const { clusterId, json, creator, sparkContextId, wanted, wantedAt } = cluster;
  const state = stateOf(cluster, now);
  return {
    cluster_source: 'API',
    ...json,
    cluster_id: clusterId,
    creator_user_name: creator,
    state,
    state_message: state === 'PENDING' ? 'Starting Spark' : '',
    start_time: wantedAt,
    ...(state === 'RUNNING' && { spark_context_id: sparkContextId }),
    ...(wanted === 'terminated' && {
      terminated_time: wantedAt + STOP_MS,
      termination_reason: { code: 'USER_REQUEST', type: 'SUCCESS', parameters: { username: creator } },
    }),
  };
}
