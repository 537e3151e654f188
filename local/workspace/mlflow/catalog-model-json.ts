import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { modelLocation, type CatalogModels } from './catalog-models';
import { aliasNames, listOf } from './mlflow-answer';

/** A model as the catalog API 2.1 returns it; aliases only on request. */
export function catalogModelJson(
  model: JsonObject,
  models: CatalogModels,
  aliases: 'with aliases' | 'alone',
): JsonObject {
  const fullName = scalarText(model['name']);
  const [catalog, schema, name] = fullName.split('.');
  const { owner, createdBy, updatedBy } = models.records.model(fullName);
  return {
    name,
    catalog_name: catalog,
    schema_name: schema,
    full_name: fullName,
    owner,
    ...(typeof model['description'] === 'string' && { comment: model['description'] }),
    storage_location: modelLocation(fullName),
    metastore_id: models.metastore.id,
    created_at: model['creation_timestamp'],
    created_by: createdBy,
    updated_at: model['last_updated_timestamp'],
    updated_by: updatedBy,
    ...(aliases === 'with aliases' && {
      aliases: listOf(model, 'aliases').map(({ alias, version }) => aliasJson(scalarText(alias), Number(version))),
    }),
  };
}

/** A version as the catalog API 2.1 returns it: its version is a number. */
export function catalogVersionJson(
  version: JsonObject,
  models: CatalogModels,
  aliases: 'with aliases' | 'alone',
): JsonObject {
  const [fullName, number] = [scalarText(version['name']), scalarText(version['version'])];
  const [catalog, schema, name] = fullName.split('.');
  const record = models.records.version(fullName, number);
  return {
    model_name: name,
    catalog_name: catalog,
    schema_name: schema,
    version: Number(number),
    status: record.status,
    source: record.source,
    storage_location: `${modelLocation(fullName)}/${number}`,
    run_id: version['run_id'],
    run_workspace_id: BigInt(record.runWorkspaceId),
    ...(version['description'] !== '' && { comment: version['description'] }),
    metastore_id: models.metastore.id,
    created_at: version['creation_timestamp'],
    created_by: record.createdBy,
    updated_at: version['last_updated_timestamp'],
    updated_by: record.updatedBy,
    ...(aliases === 'with aliases' && {
      aliases: aliasNames(version).map((alias) => aliasJson(alias, Number(number))),
    }),
  };
}

export function aliasJson(alias: string, version: number): JsonObject {
  return { alias_name: alias, version_num: version };
}
