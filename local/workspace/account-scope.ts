import type { CatalogAccess } from './catalog/catalog-access';
import type { Metastore } from './catalog/metastore';
import type { CatalogModels } from './mlflow/catalog-models';
import type { SignInContext } from './sign-in/token-routes';
import type { IdSequence } from './state/ids';
import type { StateFile } from './state/state-file';

/** What the workspaces of an account share. */
export interface AccountScope extends SignInContext {
  /** The folder of the account. */
  readonly folder: string;
  readonly ids: IdSequence;
  readonly metastore: Metastore;
  readonly access: CatalogAccess;
  readonly models: CatalogModels;
  readonly state: StateFile;
}
