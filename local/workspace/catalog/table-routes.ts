import type { JsonObject } from '../../../lib/core/lossless-json';
import { pageOf } from '../http/page';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import { columnsOf } from './column';
import { deltaMetadata } from './delta-table';
import type { Metastore } from './metastore';
import { PAGES } from './securable-call';
import { objectName, securableName, type ObjectName } from './securable-name';
import { recordJson } from './securable-records';

const PATH = '/api/2.1/unity-catalog/tables';

/** Unity Catalog API 2.1: tables, which only Spark creates. */
export function tableRoutes(metastore: Metastore): readonly Route[] {
  function tableJson(fullName: ObjectName): JsonObject {
    const [catalog, schema, name] = fullName;
    const folder = metastore.table(fullName);
    const { schemaString, partitionColumns, configuration, description } = deltaMetadata(folder);
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
      properties: configuration ?? {},
    };
  }

  return [
    {
      method: 'GET',
      path: PATH,
      answer({ query }) {
        const catalog = securableName(query.text('catalog_name'));
        const schema = securableName(query.text('schema_name'));
        const { items, next } = pageOf(metastore.tables(catalog, schema), query, PAGES);
        const tables = items.map((name) => tableJson([catalog, schema, name]));
        const omitted = query.flag('omit_columns') ? ['columns'] : [];
        return json({ tables: tables.map((table) => without(table, omitted)), ...next });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}`,
      answer: ({ segments }) => json(tableJson(objectName(segments.text('full_name')))),
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}/exists`,
      answer({ segments }) {
        const [catalog, schema, name] = objectName(segments.text('full_name'));
        return json({ table_exists: metastore.tables(catalog, schema).includes(name) });
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{full_name}`,
      answer({ segments }) {
        metastore.removeTable(objectName(segments.text('full_name')));
        return json({});
      },
    },
  ];
}

function without(table: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}
