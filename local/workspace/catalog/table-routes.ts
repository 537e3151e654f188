import { isJsonObject, type JsonObject } from '../../../lib/core/lossless-json';
import { pageOf } from '../http/page';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Identity } from '../identity/identity';
import type { CatalogAccess } from './catalog-access';
import { columnsOf } from './column';
import { deltaMetadata } from './delta-table';
import type { GrantSubject } from './grants';
import type { Metastore } from './metastore';
import { PAGES } from './securable-call';
import { objectName, securableName, type ObjectName } from './securable-name';
import { recordJson } from './securable-records';
import { tableFacts } from './table-facts';

const PATH = '/api/2.1/unity-catalog/tables';

/** Unity Catalog API 2.1: tables, which only Spark creates. */
export function tableRoutes(metastore: Metastore, access: CatalogAccess): readonly Route[] {
  const isReadable = (caller: Identity, fullName: ObjectName) => access.allows(caller, 'SELECT', subjectOf(fullName));

  function tableJson(fullName: ObjectName): JsonObject {
    const [catalog, schema, name] = fullName;
    const folder = metastore.table(fullName);
    const { schemaString, partitionColumns, configuration, description } = deltaMetadata(folder);
    const { properties, ...constraints } = tableFacts(folder);
    const partitions = Array.isArray(partitionColumns) ? partitionColumns.map(String) : [];
    const record = metastore.records.of({ kind: 'table', fullName: fullName.join('.') });
    return {
      name,
      catalog_name: catalog,
      schema_name: schema,
      full_name: fullName.join('.'),
      metastore_id: metastore.id,
      table_type: 'MANAGED',
      data_source_format: 'DELTA',
      table_id: record.id,
      storage_location: `file:${folder}`,
      columns: columnsOf(schemaString, partitions),
      ...recordJson(record),
      ...(typeof description === 'string' && { comment: description }),
      ...constraints,
      properties: { ...(isJsonObject(configuration) && configuration), ...properties },
    };
  }

  return [
    {
      method: 'GET',
      path: PATH,
      answer({ query, caller }) {
        const catalog = securableName(query.text('catalog_name'));
        const schema = securableName(query.text('schema_name'));
        access.requireUse(caller, [catalog, schema]);
        const shown = metastore.tables(catalog, schema).filter((name) => isReadable(caller, [catalog, schema, name]));
        const { items, next } = pageOf(shown, query, PAGES);
        const tables = items.map((name) => tableJson([catalog, schema, name]));
        const omitted = query.flag('omit_columns') ? ['columns'] : [];
        return json({ tables: tables.map((table) => without(table, omitted)), ...next });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}`,
      answer({ segments, caller }) {
        const fullName = objectName(segments.text('full_name'));
        access.requireUse(caller, [fullName[0], fullName[1]]);
        metastore.table(fullName);
        access.require(caller, 'SELECT', subjectOf(fullName));
        return json(tableJson(fullName));
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}/exists`,
      answer({ segments, caller }) {
        const [catalog, schema, name] = objectName(segments.text('full_name'));
        access.requireUse(caller, [catalog, schema]);
        return json({ table_exists: metastore.tables(catalog, schema).includes(name) });
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{full_name}`,
      answer({ segments, caller }) {
        const fullName = objectName(segments.text('full_name'));
        access.requireUse(caller, [fullName[0], fullName[1]]);
        metastore.table(fullName);
        access.requireManage(caller, subjectOf(fullName));
        metastore.removeTable(fullName);
        return json({});
      },
    },
  ];
}

function subjectOf(fullName: ObjectName): GrantSubject {
  return { kind: 'table', fullName: fullName.join('.') };
}

function without(table: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}
