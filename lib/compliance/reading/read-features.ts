import { isJsonList, isJsonObject, scalarText } from '../../core/lossless-json';
import { ApiError } from '../../databricks/api/api-error';
import type { Workspace } from '../../databricks/workspace';
import { plain } from '../../yaml/node';
import { readYaml } from '../../yaml/read';
import type { FeatureTable } from '../facts';

/** The tables of a feature_spec.yaml, and whether this identity can see each. */
export async function readFeatures(
  spec: string | undefined,
  workspace: () => Workspace,
): Promise<readonly FeatureTable[]> {
  const tables: FeatureTable[] = [];
  for (const table of spec === undefined ? [] : tablesIn(spec)) {
    tables.push({ table, refusal: await refusalOf(table, workspace()) });
  }
  return tables;
}

function tablesIn(spec: string): readonly string[] {
  const reading = readYaml(spec, 'feature_spec.yaml');
  if ('problems' in reading || reading.node.kind !== 'map') {
    throw new Error('feature_spec.yaml is not a YAML map');
  }
  const { input_tables: tables } = plain(reading.node);
  return isJsonList(tables)
    ? tables.flatMap((table) => (isJsonObject(table) ? Object.keys(table) : [scalarText(table)]))
    : [];
}

async function refusalOf(table: string, { api }: Workspace): Promise<string | undefined> {
  const path = `/api/2.1/unity-catalog/tables/${encodeURIComponent(table)}`;
  try {
    await api.call({ method: 'GET', path, doing: `Reading table ${table}`, permission: `SELECT on ${table}` });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && (error.kind === 'absent' || error.kind === 'permission')) {
      return error.kind === 'absent' ? 'there is no such table, or this identity cannot see it' : error.message;
    }
    throw error;
  }
}
