import type { Clock } from '../../../lib/core/clock';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { pageOf } from '../http/page';
import { readAs } from '../http/read-members';
import { json } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { clusterJson } from './cluster';
import type { ClusterList } from './cluster-list';
import { IGNORED_SETTINGS } from './ignored-settings';
import { NODE_TYPES, SPARK_VERSIONS } from './offering';

const PAGES = { sizeField: 'page_size', defaultSize: 20, maxSize: 100 };

/** Clusters API 2.1, which older clients call 2.0. */
export function clusterRoutes(clusters: ClusterList, clock: Clock): readonly Route[] {
  const route = (
    endpoint: string,
    answer: (call: ApiCall) => JsonObject,
    ignored: readonly string[] = [],
  ): readonly Route[] =>
    ['2.0', '2.1'].map((version) => {
      const [method, path] = endpoint.split(' ') as [Method, string];
      return { method, path: `/api/${version}/clusters${path}`, ignored, answer: (call) => json(answer(call)) };
    });
  const idOf = ({ fields }: ApiCall) => fields.text('cluster_id');

  function edited(call: ApiCall): JsonObject {
    const { cluster_id: _id, ...settings } = call.fields.json;
    clusters.edit(idOf(call), readAs(settings, call.fields.json));
    return {};
  }

  return [
    route(
      'POST /create',
      ({ fields, caller }) => ({ cluster_id: clusters.create(fields.json, caller).clusterId }),
      IGNORED_SETTINGS,
    ),
    route('POST /edit', edited, IGNORED_SETTINGS),
    route('POST /start', (call) => {
      clusters.start(idOf(call));
      return {};
    }),
    route('POST /delete', (call) => {
      clusters.terminate(idOf(call));
      return {};
    }),
    route('POST /permanent-delete', (call) => {
      clusters.remove(idOf(call));
      return {};
    }),
    route('GET /get', (call) => clusterJson(clusters.get(idOf(call)), clock.now())),
    route('GET /list', ({ query }) => {
      const { items, next } = pageOf(clusters.all, query, PAGES);
      const listed = items.map((cluster) => clusterJson(cluster, clock.now()));
      return { ...(listed.length > 0 && { clusters: listed }), ...next };
    }),
    route('GET /spark-versions', () => ({ versions: SPARK_VERSIONS })),
    route('GET /list-node-types', () => ({ node_types: NODE_TYPES })),
  ].flat();
}
