import type { JsonObject } from '../../../lib/core/lossless-json';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Warehouse, WarehouseList } from './warehouse-list';

const PATH = '/api/2.0/sql/warehouses';

/** SQL Warehouses API 2.0; here a warehouse starts and stops at once. */
export function warehouseRoutes(warehouses: WarehouseList): readonly Route[] {
  const change = (verb: string, state: Warehouse['state']): Route => ({
    method: 'POST',
    path: `${PATH}/{id}/${verb}`,
    answer({ segments }) {
      warehouses.set(warehouses.get(segments.text('id')), state);
      return json({});
    },
  });
  return [
    { method: 'GET', path: PATH, answer: () => json({ warehouses: warehouses.all.map(warehouseJson) }) },
    {
      method: 'GET',
      path: `${PATH}/{id}`,
      answer: ({ segments }) => json(warehouseJson(warehouses.get(segments.text('id')))),
    },
    change('start', 'RUNNING'),
    change('stop', 'STOPPED'),
  ];
}

function warehouseJson({ id, name, state }: Warehouse): JsonObject {
  return {
    id,
    name,
    state,
    cluster_size: 'Small',
    auto_stop_mins: 10,
    enable_serverless_compute: true,
    warehouse_type: 'PRO',
  };
}
