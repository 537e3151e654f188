import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, parseJson, type JsonObject } from '../../../lib/core/lossless-json';

export interface TableFacts {
  /** In the format of the API; undefined for a table without constraints. */
  readonly table_constraints?: readonly JsonObject[];
  readonly properties: JsonObject;
  /** Who created it; undefined for a table that nobody of the workspace created. */
  readonly madeBy?: string;
}

/** What Spark in a notebook stores beside a table, because the Delta log cannot. */
export function tableFacts(folder: string): TableFacts {
  const file = join(folder, '_unity_catalog.json');
  const facts = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : {};
  const { table_constraints: constraints, properties, made_by: madeBy } = isJsonObject(facts) ? facts : {};
  return {
    ...(Array.isArray(constraints) && { table_constraints: constraints.filter(isJsonObject) }),
    properties: isJsonObject(properties) ? properties : {},
    ...(typeof madeBy === 'string' && { madeBy }),
  };
}
