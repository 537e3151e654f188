import type { Clock } from '../../../lib/core/clock';
import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter, Refusal } from '../http/refusal';
import type { Identity } from '../identity/identity';
import type { IdSequence } from '../state/ids';
import type { Persistent } from '../state/persistent';
import { stateOf, type Cluster } from './cluster';
import { clusterSettings } from './cluster-settings';

/** All-purpose clusters of a workspace, newest first. */
export class ClusterList implements Persistent {
  #clusters: readonly Cluster[] = [];
  readonly #clock: Clock;
  readonly #ids: IdSequence;

  constructor(clock: Clock, ids: IdSequence) {
    this.#clock = clock;
    this.#ids = ids;
  }

  get all(): readonly Cluster[] {
    return this.#clusters;
  }

  create(json: JsonObject, { userName }: Identity): Cluster {
    const sparkContextId = this.#ids.next();
    const cluster: Cluster = {
      clusterId: `1120-090000-${sparkContextId.toString(36).slice(-8).padStart(8, '0')}`,
      creator: userName,
      json: { autotermination_minutes: 60, ...clusterSettings(json) },
      sparkContextId,
      wanted: 'running',
      wantedAt: this.#clock.now(),
    };
    this.#clusters = [cluster, ...this.#clusters];
    return cluster;
  }

  get(clusterId: string): Cluster {
    const cluster = this.#clusters.find((candidate) => candidate.clusterId === clusterId);
    if (cluster === undefined) {
      // Not 404: the service returns 400 for a cluster that does not exist.
      throw invalidParameter(`Cluster ${clusterId} does not exist`);
    }
    return cluster;
  }

  start(clusterId: string): void {
    const cluster = this.get(clusterId);
    const state = stateOf(cluster, this.#clock.now());
    if (state !== 'TERMINATED') {
      const message = `Cluster ${clusterId} is in unexpected state ${state[0]}${state.slice(1).toLowerCase()}.`;
      throw new Refusal(400, 'INVALID_STATE', message);
    }
    this.#tell(cluster, 'running');
  }

  terminate(clusterId: string): void {
    const cluster = this.get(clusterId);
    if (cluster.wanted === 'running') {
      this.#tell(cluster, 'terminated');
    }
  }

  remove(clusterId: string): void {
    this.get(clusterId);
    this.#clusters = this.#clusters.filter((cluster) => cluster.clusterId !== clusterId);
  }

  /** A running cluster restarts with its new settings. */
  edit(clusterId: string, json: JsonObject): void {
    const cluster = this.get(clusterId);
    const edited = { ...cluster, json: clusterSettings(json) };
    if (cluster.wanted === 'running') {
      this.#tell(edited, 'running');
    } else {
      this.#replace(edited);
    }
  }

  saved(): Json {
    return this.#clusters as unknown as Json;
  }

  restore(saved: Json): void {
    this.#clusters = saved as unknown as readonly Cluster[];
  }

  #tell(cluster: Cluster, wanted: Cluster['wanted']): void {
    this.#replace({ ...cluster, wanted, wantedAt: this.#clock.now() });
  }

  #replace(changed: Cluster): void {
    this.#clusters = this.#clusters.map((cluster) => (cluster.clusterId === changed.clusterId ? changed : cluster));
  }
}
