import { isJsonObject, type Json, type JsonObject } from '../../../lib/core/lossless-json';
import type { Fields } from '../http/fields';
import { readAs } from '../http/read-members';

/** The keys of the lists that an update merges; it replaces other lists. */
const KEYS: Readonly<Record<string, string>> = {
  tasks: 'task_key',
  job_clusters: 'job_cluster_key',
  environments: 'environment_key',
};

/** The settings of a job after `jobs/reset`. Keeps `run_as` unless the new settings have it. */
export function resetSettings(current: JsonObject, fields: Fields): JsonObject {
  const { run_as: runAs } = current;
  const settings = fields.requiredObject('new_settings');
  return readAs({ ...(runAs !== undefined && { run_as: runAs }), ...settings }, settings);
}

/** The settings of a job after `jobs/update`. */
export function updatedSettings(current: JsonObject, fields: Fields): JsonObject {
  const removed = new Set(fields.texts('fields_to_remove') ?? []);
  const left = Object.entries(current)
    .filter(([name]) => !removed.has(name))
    .map(([name, value]): [string, Json | undefined] => [name, withoutEntries(name, value, removed)]);
  const result = Object.fromEntries(left);
  const changed = fields.object('new_settings') ?? {};
  for (const [name, value] of Object.entries(changed)) {
    result[name] = merged(result[name], value, KEYS[name]);
  }
  return readAs(result, changed);
}

/** `tasks/train` removes one entry from its list. */
function withoutEntries(name: string, value: Json | undefined, removed: ReadonlySet<string>): Json | undefined {
  const key = KEYS[name];
  return key === undefined || !Array.isArray(value)
    ? value
    : value.filter((entry) => !removed.has(`${name}/${keyOf(entry as Json, key)}`));
}

function merged(old: Json | undefined, value: Json | undefined, key: string | undefined): Json | undefined {
  if (key === undefined || !Array.isArray(old) || !Array.isArray(value)) {
    return value;
  }
  const added = new Set(value.map((entry) => keyOf(entry as Json, key)));
  return [...(old as readonly Json[]).filter((entry) => !added.has(keyOf(entry, key))), ...(value as readonly Json[])];
}

function keyOf(entry: Json, key: string): string {
  const value = isJsonObject(entry) ? entry[key] : undefined;
  return typeof value === 'string' ? value : '';
}
