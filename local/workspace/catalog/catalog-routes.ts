import type { JsonObject } from '../../../lib/core/lossless-json';
import { json } from '../http/reply';
import { pageOf } from '../http/page';
import type { Route } from '../http/route';
import type { Metastore } from './metastore';
import { recordJson } from './securable-records';
import { securableName } from './securable-name';
import { changeOf, PAGES } from './securable-call';

const PATH = '/api/2.1/unity-catalog/catalogs';

/** Unity Catalog API 2.1: catalogs. */
export function catalogRoutes(metastore: Metastore): readonly Route[] {
  const { records } = metastore;

  function catalogJson(catalog: string): JsonObject {
    metastore.requireCatalog(catalog);
    return {
      name: catalog,
      full_name: catalog,
      metastore_id: metastore.id,
      catalog_type: 'MANAGED_CATALOG',
      securable_type: 'CATALOG',
      isolation_mode: 'OPEN',
      ...recordJson(records.of({ kind: 'catalog', fullName: catalog })),
    };
  }

  return [
    {
      method: 'POST',
      path: PATH,
      answer(call) {
        const catalog = securableName(call.fields.text('name'));
        metastore.createCatalog(catalog, changeOf(call));
        return json(catalogJson(catalog));
      },
    },
    {
      method: 'GET',
      path: PATH,
      answer({ query }) {
        const { items, next } = pageOf(metastore.catalogs(), query, PAGES);
        return json({ catalogs: items.map(catalogJson), ...next });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}`,
      answer: ({ segments }) => json(catalogJson(securableName(segments.text('full_name')))),
    },
    {
      method: 'PATCH',
      path: `${PATH}/{full_name}`,
      answer(call) {
        const catalog = securableName(call.segments.text('full_name'));
        metastore.requireCatalog(catalog);
        records.change({ kind: 'catalog', fullName: catalog }, changeOf(call));
        return json(catalogJson(catalog));
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{full_name}`,
      answer({ segments, query }) {
        const catalog = securableName(segments.text('full_name'));
        metastore.requireCatalog(catalog);
        metastore.remove([catalog], query.flag('force') ? 'everything' : 'if empty');
        return json({});
      },
    },
  ];
}
