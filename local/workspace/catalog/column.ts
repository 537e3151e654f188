import {
  isJsonObject,
  parseJson,
  scalarText,
  toJson,
  type Json,
  type JsonObject,
} from '../../../lib/core/lossless-json';

/** Columns as tables/get shows them, from the `schemaString` of a Delta log. */
export function columnsOf(schemaString: Json | undefined, partitionColumns: readonly string[]): readonly JsonObject[] {
  const schema = typeof schemaString === 'string' ? parseJson(schemaString) : undefined;
  const fields = isJsonObject(schema) ? fieldsOf(schema) : [];
  return fields.map((field, position) => columnOf(field, position, partitionColumns));
}

function columnOf(field: JsonObject, position: number, partitionColumns: readonly string[]): JsonObject {
  const name = scalarText(field['name']);
  const metadata = isJsonObject(field['metadata']) ? field['metadata'] : {};
  const partition = partitionColumns.indexOf(name);
  return {
    name,
    type_text: typeText(field['type']),
    type_name: typeName(field['type']),
    type_json: toJson(field),
    position,
    nullable: field['nullable'] !== false,
    ...(typeof metadata['comment'] === 'string' && { comment: metadata['comment'] }),
    ...(partition >= 0 && { partition_index: partition }),
  };
}

/** Delta types that have another name in SQL. */
const SQL_NAMES: Readonly<Record<string, string>> = {
  long: 'bigint',
  integer: 'int',
  short: 'smallint',
  byte: 'tinyint',
};

function typeText(type: Json | undefined): string {
  if (!isJsonObject(type)) {
    return SQL_NAMES[scalarText(type)] ?? scalarText(type);
  }
  if (type['type'] === 'array') {
    return `array<${typeText(type['elementType'])}>`;
  }
  if (type['type'] === 'map') {
    return `map<${typeText(type['keyType'])},${typeText(type['valueType'])}>`;
  }
  const fields = fieldsOf(type).map((field) => `${scalarText(field['name'])}:${typeText(field['type'])}`);
  return `struct<${fields.join(',')}>`;
}

function fieldsOf(struct: JsonObject): readonly JsonObject[] {
  const fields = struct['fields'];
  return Array.isArray(fields) ? fields.filter(isJsonObject) : [];
}

const CATALOG_NAMES: Readonly<Record<string, string>> = { integer: 'INT', timestamp_ntz: 'TIMESTAMP_NTZ' };

function typeName(type: Json | undefined): string {
  const name = scalarText(isJsonObject(type) ? type['type'] : type);
  return CATALOG_NAMES[name] ?? (name.startsWith('decimal') ? 'DECIMAL' : name.toUpperCase());
}
