import type { CatalogAccess } from '../catalog/catalog-access';
import type { Metastore } from '../catalog/metastore';
import type { Identity } from '../identity/identity';
import type { TokenLife } from '../identity/token-list';
import type { IdSequence } from '../ids';
import type { CatalogModels } from '../mlflow/catalog-models';
import type { OAuthTokens } from '../sign-in/oauth-tokens';
import type { StateFile } from '../state/state-file';
import type { Directory } from './directory';

/** What the workspaces of an account share. */
export interface AccountScope {
  readonly accountId: string;
  /** The folder of the account. */
  readonly folder: string;
  readonly ids: IdSequence;
  readonly directory: Directory;
  readonly metastore: Metastore;
  readonly access: CatalogAccess;
  readonly models: CatalogModels;
  readonly state: StateFile;
  readonly oauth: OAuthTokens;
  /** A token for one of the workspaces. Default: the first. */
  issueToken(identity: Identity, options: TokenLife & { workspace?: string | undefined }): string;
}
