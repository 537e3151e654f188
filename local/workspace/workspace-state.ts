import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AccessControl } from './access/control/access-control';
import { Permissions } from './access/permissions';
import type { AccountScope } from './account-scope';
import { ClusterList } from './clusters/cluster-list';
import { DbfsFolder } from './dbfs/dbfs-folder';
import type { PythonStorage } from './execution/python-storage';
import { SignedAddresses } from './file-areas/signed-addresses';
import { UploadSessions } from './file-areas/upload-sessions';
import { ObjectTree } from './files/object-tree';
import type { RunDependencies } from './jobs/execution/run-execution';
import { JobList } from './jobs/job-list';
import { RunList } from './jobs/run-list';
import { spaceName, type MlflowSpace } from './mlflow/mlflow-space';
import { WorkspaceRegistry } from './mlflow/workspace-registry';
import { GitCredentialList } from './repos/git-credential-list';
import { GitRemotes } from './repos/git-remotes';
import { RepoList } from './repos/repo-list';
import { SecretStore } from './secrets/secret-store';
import type { Seed } from './seed';
import { StatementList } from './sql/statement-list';
import { WarehouseList } from './sql/warehouse-list';
import type { Persistent } from './state/persistent';
import type { WorkspaceOptions } from './workspace-options';

/** The state of one workspace. */
export class WorkspaceState {
  readonly permissions: Permissions;
  readonly tree: ObjectTree;
  readonly gitCredentials: GitCredentialList;
  readonly repos: RepoList;
  readonly jobs: JobList;
  readonly runs: RunList;
  readonly secrets: SecretStore;
  readonly clusters: ClusterList;
  readonly control: AccessControl;
  readonly space: MlflowSpace;
  readonly registry: WorkspaceRegistry;
  readonly signed: SignedAddresses;
  readonly sessions: UploadSessions;
  readonly dbfs: DbfsFolder;
  readonly warehouses: WarehouseList;
  readonly statements: StatementList;

  constructor(options: WorkspaceOptions, seed: Seed, own: Pick<RunDependencies, 'runTokens' | 'findings'>) {
    const { account, name, folder, clock, orgId, host } = options;
    const { ids } = account;
    const { missingClusters = [], staleReads = false, gitRemotes = {}, denials = [] } = seed;
    const address = { host, orgId };
    const kept = <T extends Persistent>(what: string, part: T): T => {
      account.state.add(`${name}/${what}`, part);
      return part;
    };

    const permissions = new Permissions(denials);
    const tree = kept('files', new ObjectTree(join(folder, 'files'), clock, ids));
    this.gitCredentials = kept('git-credentials', new GitCredentialList(ids));
    const remotes = new GitRemotes(gitRemotes, this.gitCredentials);
    const repos = kept('repos', new RepoList({ tree, folder: join(folder, 'git'), remotes }));
    this.permissions = permissions;
    this.tree = tree;
    this.repos = repos;
    this.jobs = kept('jobs', new JobList({ clock, ids, directory: account.directory, missingClusters, staleReads }));
    const execution = { runsFolder: join(folder, 'runs'), address, storage: storageOf(account, folder) };
    this.runs = kept('runs', new RunList({ ...options, ...execution, ...own, tree, permissions, repos }, ids));
    this.secrets = kept('secrets', new SecretStore(account.directory));
    this.clusters = kept('clusters', new ClusterList(clock, ids));
    this.control = kept('permissions', new AccessControl());
    this.space = options.mlflow.addSpace(spaceName(name, orgId));
    const isDisabled = seed.workspaceRegistry === 'disabled';
    const legacy = { space: this.space.name, control: this.control, directory: account.directory, isDisabled };
    this.registry = kept('registry', new WorkspaceRegistry(legacy));
    this.signed = new SignedAddresses(address, clock);
    this.sessions = new UploadSessions(join(folder, 'uploads'));
    this.dbfs = new DbfsFolder(execution.storage.mounts['/dbfs']);
    this.warehouses = new WarehouseList(orgId);
    this.statements = new StatementList({
      ...options,
      address,
      storage: execution.storage,
      folder: join(folder, 'statements'),
    });
  }
}

function storageOf({ folder, metastore }: AccountScope, workspaceFolder: string): PythonStorage {
  const mounts = {
    '/Workspace': join(workspaceFolder, 'files'),
    '/Volumes': metastore.volumesFolder,
    '/dbfs': join(workspaceFolder, 'dbfs'),
  };
  Object.values(mounts).forEach((mount) => mkdirSync(mount, { recursive: true }));
  return { folder, mounts, tables: metastore.tablesFolder };
}
