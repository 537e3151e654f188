import type { JsonObject } from '../../../lib/core/lossless-json';
import { pageOf } from '../http/page';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { CatalogAccess } from './catalog-access';
import type { Metastore } from './metastore';
import { changeOf, PAGES } from './securable-call';
import { securableName } from './securable-name';
import { recordJson } from './securable-records';

const PATH = '/api/2.1/unity-catalog/catalogs';

/** Unity Catalog API 2.1: catalogs. */
export function catalogRoutes(metastore: Metastore, access: CatalogAccess): readonly Route[] {
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
        access.require(call.caller, 'CREATE_CATALOG', { kind: 'metastore', fullName: metastore.id });
        metastore.createCatalog(catalog, changeOf(call));
        return json(catalogJson(catalog));
      },
    },
    {
      method: 'GET',
      path: PATH,
      answer({ query, caller }) {
        const shown = metastore
          .catalogs()
          .filter((catalog) => access.allows(caller, 'USE_CATALOG', { kind: 'catalog', fullName: catalog }));
        const { items, next } = pageOf(shown, query, PAGES);
        return json({ catalogs: items.map(catalogJson), ...next });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}`,
      answer({ segments, caller }) {
        const catalog = securableName(segments.text('full_name'));
        access.requireUse(caller, [catalog]);
        return json(catalogJson(catalog));
      },
    },
    {
      method: 'PATCH',
      path: `${PATH}/{full_name}`,
      answer(call) {
        const catalog = securableName(call.segments.text('full_name'));
        metastore.requireCatalog(catalog);
        access.requireManage(call.caller, { kind: 'catalog', fullName: catalog });
        records.change({ kind: 'catalog', fullName: catalog }, changeOf(call));
        return json(catalogJson(catalog));
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{full_name}`,
      async answer({ segments, query, caller }) {
        const catalog = securableName(segments.text('full_name'));
        metastore.requireCatalog(catalog);
        access.requireManage(caller, { kind: 'catalog', fullName: catalog });
        await metastore.remove([catalog], query.flag('force') ? 'everything' : 'if empty');
        return json({});
      },
    },
  ];
}
