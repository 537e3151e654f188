import { join } from 'node:path';
import type { AccountScope } from './account-scope';
import type { AccountSeed } from './account-seed';
import { CatalogAccess } from './catalog/catalog-access';
import { Metastore } from './catalog/metastore';
import { Directory } from './identity/directory';
import type { Identity } from './identity/identity';
import type { TokenLife } from './identity/token-list';
import { CatalogModels } from './mlflow/catalog-models';
import { ModelAccess } from './mlflow/model-access';
import type { Seed } from './seed';
import { OAuthTokens } from './sign-in/oauth-tokens';
import type { IdSequence } from './state/ids';
import { StateFile } from './state/state-file';
import { Workspace, type WorkspaceParts } from './workspace';

/** What an account gets from its server. */
export interface AccountOptions extends Omit<WorkspaceParts, 'account' | 'name' | 'orgId' | 'folder'> {
  readonly number: number;
  /** The folder of the account. */
  readonly folder: string;
  readonly keep: boolean;
  readonly nextOrgId: () => string;
  /** Shared by the whole server, so that an ID from another account is never valid here. */
  readonly ids: IdSequence;
}

const WORKSPACES: Readonly<Record<string, Seed>> = { dev: {}, uat: {}, prod: {} };

/** One metastore and its workspaces, invisible to other accounts. */
export class Account implements AccountScope {
  readonly accountId: string;
  readonly folder: string;
  readonly ids: IdSequence;
  readonly directory: Directory;
  readonly metastore: Metastore;
  readonly access: CatalogAccess;
  readonly models: CatalogModels;
  readonly state: StateFile;
  readonly oauth = new OAuthTokens();
  readonly workspaces: Readonly<Record<string, Workspace>>;

  constructor(options: AccountOptions, seed: AccountSeed) {
    const { number, folder, keep, clock, nextOrgId, mlflow, ids } = options;
    this.accountId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    this.folder = folder;
    this.ids = ids;
    this.directory = new Directory(seed);
    this.state = new StateFile(keep ? join(folder, 'state.json') : undefined);
    this.state.add('ids', this.ids);
    this.metastore = new Metastore({ folder, clock, accountId: this.accountId, catalogs: seed.catalogs ?? [] });
    this.state.add('metastore', this.metastore);
    this.access = new CatalogAccess(this.metastore, this.directory);
    const modelAccess = new ModelAccess(this.access, this.metastore);
    this.models = new CatalogModels(modelAccess, mlflow.addSpace(`metastore-${number}`));
    this.state.add('models', this.models.records);
    this.workspaces = Object.fromEntries(
      Object.entries(seed.workspaces ?? WORKSPACES).map(([name, workspace]) => {
        const own = { name, orgId: nextOrgId(), folder: join(folder, 'workspaces', name), account: this };
        return [name, new Workspace({ ...options, ...own }, workspace)];
      }),
    );
  }

  workspace(name: string): Workspace {
    const workspace = this.workspaces[name];
    if (workspace === undefined) {
      throw new Error(`The account has no workspace ${name}, only ${Object.keys(this.workspaces).join(', ')}.`);
    }
    return workspace;
  }

  issueToken(identity: Identity, options: TokenLife & { workspace?: string | undefined }): string {
    const { workspace = this.firstWorkspace.name, ...life } = options;
    return this.workspace(workspace).addToken(identity, life);
  }

  /** The default workspace. */
  get firstWorkspace(): Workspace {
    const [first] = Object.values(this.workspaces);
    if (first === undefined) {
      throw new Error('The account has no workspace.');
    }
    return first;
  }

  /** Throws if a route failed or was missing, or if a request had an unknown member. */
  assertSound(): void {
    Object.values(this.workspaces).forEach(({ findings }) => findings.assertNone());
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.workspaces).map((workspace) => workspace.close()));
    this.models.space.close();
    this.state.write();
  }
}
