import type { Api } from '../../databricks/api/api';
import { CatalogModelsClient } from '../../mlflow/catalog-models-client';
import { UndocumentedCatalog } from '../../mlflow/catalog-undocumented';
import type { Dialect } from './dialect';

/** Aliases, no stages; names of three parts; documented calls where they exist. */
export function unityCatalogDialect(api: Api): Dialect {
  const documented = new CatalogModelsClient(api);
  const undocumented = new UndocumentedCatalog(api, documented);
  return {
    kind: 'unityCatalog',
    address: api.host.origin,
    model: (name) => documented.model(name),
    create: (name, description) => documented.create(name, description),
    namesNear: (name) => documented.namesBeside(name),
    versionsOf: (model) => documented.versionsOf(model),
    version: (model, number) => documented.version(model, number),
    versionsOfRun: (runId, expectedModel) => undocumented.versionsOfRun(runId, expectedModel),
    deleteVersion: (model, number) => documented.deleteVersion(model, number),
    describe: (subject, description) => documented.describe(subject, description),
    tags: (subject) => undocumented.tags(subject),
    setTag: (subject, key, value) => undocumented.setTag(subject, key, value),
    deleteTag: (subject, key) => undocumented.deleteTag(subject, key),
    deploymentJob: (model) => undocumented.deploymentJob(model),
    files: (model, version) => undocumented.files(model, version),
    createVersion: undefined,
    aliases: {
      versionAt: (model, alias) => documented.versionAt(model, alias),
      set: (model, alias, version) => documented.setAlias(model, alias, version),
      remove: (model, alias) => documented.removeAlias(model, alias),
    },
    stages: undefined,
  };
}
