import type { JsonObject } from '../../../lib/core/lossless-json';
import { pageOf } from '../http/page';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { CatalogAccess } from './catalog-access';
import type { Metastore } from './metastore';
import { changeOf, PAGES } from './securable-call';
import { schemaName, securableName, type SchemaName } from './securable-name';
import { recordJson } from './securable-records';

const PATH = '/api/2.1/unity-catalog/schemas';

/** Unity Catalog API 2.1: schemas. */
export function schemaRoutes(metastore: Metastore, access: CatalogAccess): readonly Route[] {
  const { records } = metastore;

  function schemaJson([catalog, schema]: SchemaName): JsonObject {
    metastore.requireSchema(catalog, schema);
    const record = records.of({ kind: 'schema', fullName: `${catalog}.${schema}` });
    return {
      name: schema,
      catalog_name: catalog,
      full_name: `${catalog}.${schema}`,
      metastore_id: metastore.id,
      catalog_type: 'MANAGED_CATALOG',
      securable_type: 'SCHEMA',
      schema_id: record.id,
      ...recordJson(record),
    };
  }

  return [
    {
      method: 'POST',
      path: PATH,
      answer(call) {
        const catalog = securableName(call.fields.text('catalog_name'));
        const name: SchemaName = [catalog, securableName(call.fields.text('name'))];
        access.requireUse(call.caller, [catalog]);
        access.require(call.caller, 'CREATE_SCHEMA', { kind: 'catalog', fullName: catalog });
        metastore.createSchema(name, changeOf(call));
        return json(schemaJson(name));
      },
    },
    {
      method: 'GET',
      path: PATH,
      answer({ query, caller }) {
        const catalog = securableName(query.text('catalog_name'));
        access.requireUse(caller, [catalog]);
        const shown = metastore.schemas(catalog).filter((schema) => access.mayUse(caller, [catalog, schema]));
        const { items, next } = pageOf(shown, query, PAGES);
        return json({ schemas: items.map((schema) => schemaJson([catalog, schema])), ...next });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}`,
      answer({ segments, caller }) {
        const name = schemaName(segments.text('full_name'));
        access.requireUse(caller, name);
        return json(schemaJson(name));
      },
    },
    {
      method: 'PATCH',
      path: `${PATH}/{full_name}`,
      answer(call) {
        const name = schemaName(call.segments.text('full_name'));
        metastore.requireSchema(...name);
        access.requireManage(call.caller, { kind: 'schema', fullName: name.join('.') });
        records.change({ kind: 'schema', fullName: name.join('.') }, changeOf(call));
        return json(schemaJson(name));
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{full_name}`,
      async answer({ segments, query, caller }) {
        const name = schemaName(segments.text('full_name'));
        metastore.requireSchema(...name);
        access.requireManage(caller, { kind: 'schema', fullName: name.join('.') });
        await metastore.remove(name, query.flag('force') ? 'everything' : 'if empty');
        return json({});
      },
    },
  ];
}
