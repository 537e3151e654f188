import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readingAt } from '../project-at';

type SchemaName = readonly [catalog: string, schema: string];

/** The schemas that the environments of the project keep tables and models in; none if it has mistakes, which 'mlops run' reports. */
export function schemasOf(root: string): readonly SchemaName[] {
  const file = join(root, 'databricks-ml/mlops.yml');
  const { project } = existsSync(file) ? readingAt(file, 'project') : { project: undefined };
  const found = [...(project?.environments.values() ?? [])].flatMap(({ configuration }): readonly SchemaName[] => {
    const { catalog, schema, pullRequests } = configuration;
    const schemas = [schema, pullRequests?.schema].filter((each) => each !== undefined);
    return catalog === undefined ? [] : schemas.map((each) => [catalog, each]);
  });
  return [...new Map(found.map((name) => [name.join('.'), name])).values()];
}
