import { UserError } from '../core/errors';
import { REGISTRY_NAME, type RegistryKind } from './kind';

/** https://docs.databricks.com/api/azure/workspace/modelversions/update; MLflow's server keeps a column of 5,000. */
const LONGEST: Readonly<Record<RegistryKind, number>> = { unityCatalog: 65_535, workspace: 65_535, mlflow: 5000 };

/** Refuses a description that the registry cannot store, before the first request. */
export function requireDescription(text: string, kind: RegistryKind): void {
  if (text.length > LONGEST[kind]) {
    throw new UserError('DESCRIPTION_TOO_LONG', {
      what: `The description has ${text.length} characters; ${REGISTRY_NAME[kind]} allows ${LONGEST[kind]}.`,
      fix: 'Shorten it, and link to the rest.',
    });
  }
}
