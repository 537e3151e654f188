import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../lib/core/clock';
import { scalarText, type JsonObject } from '../../lib/core/lossless-json';
import type { Identity } from './access/identity';
import type { AccountScope } from './account/account-scope';
import { AccessControl } from './access/control/access-control';
import { ControlledObjects } from './access/control/controlled-objects';
import { permissionRoutes } from './access/control/permission-routes';
import { groupRoutes } from './access/groups';
import { meRoute } from './access/me';
import { Permissions } from './access/permissions';
import type { TokenLife, TokenList } from './access/token-list';
import { unityCatalogRoutes } from './catalog/unity-catalog-routes';
import { ClusterList } from './clusters/cluster-list';
import { clusterRoutes } from './clusters/cluster-routes';
import type { Interpreters } from './execution/interpreters';
import type { PythonStorage } from './execution/python-storage';
import type { Slots } from './execution/slots';
import { directoryRoutes } from './file-areas/directory-routes';
import { fileRoutes } from './file-areas/file-routes';
import { SignedAddresses } from './file-areas/signed-addresses';
import { uploadRoutes } from './file-areas/upload-routes';
import { UploadSessions } from './file-areas/upload-sessions';
import { volumeArea } from './file-areas/volume-area';
import { importedObject } from './files/imported-object';
import { ObjectTree } from './files/object-tree';
import { objectRoutes } from './files/object-routes';
import { workspaceFileRoutes } from './files/workspace-file-routes';
import { parentOf, workspacePath } from './files/workspace-path';
import { Gateway } from './http/gateway';
import { Throttle } from './http/throttle';
import type { Fault } from './http/fault';
import type { RecordedRequest } from './http/request-log';
import type { RequestPattern } from './http/request-pattern';
import { JobList } from './jobs/job-list';
import { jobRoutes } from './jobs/job-routes';
import { RunList } from './jobs/run-list';
import { runRoutes } from './jobs/run-routes';
import type { Run } from './jobs/run';
import { runBecomes, runSnapshot, type RunSnapshot } from './jobs/run-snapshot';
import { artifactArea, modelArea } from './mlflow/artifact-areas';
import { mlflowRoutes } from './mlflow/mlflow-routes';
import type { MlflowServer } from './mlflow/mlflow-server';
import { MlflowSpace, spaceName } from './mlflow/mlflow-space';
import { WorkspaceRegistry } from './mlflow/workspace-registry';
import { GitCredentialList } from './repos/git-credential-list';
import { gitCredentialRoutes } from './repos/git-credential-routes';
import { GitRemotes } from './repos/git-remotes';
import { RepoList } from './repos/repo-list';
import { repoRoutes } from './repos/repo-routes';
import { secretRoutes } from './secrets/secret-routes';
import { SecretStore } from './secrets/secret-store';
import type { Seed } from './seed';
import { signInRoutes } from './sign-in/token-routes';
import type { Persistent } from './state/persistent';
import { StaleReads } from './stale-reads';

/** What a workspace takes from its server. */
export interface Surroundings {
  readonly account: AccountScope;
  /** Unique among the workspaces of the account. */
  readonly name: string;
  readonly host: string;
  readonly orgId: string;
  readonly folder: string;
  readonly clock: Clock;
  readonly python: Interpreters;
  readonly slots: Slots;
  readonly tokens: TokenList<Workspace>;
  readonly mlflow: MlflowServer;
}

const DEFAULT_IDENTITY: Identity = { userName: 'dev@example.com', kind: 'user' };

/** One isolated workspace: its state, and what a test may look at and meddle with. */
export class Workspace {
  readonly name: string;
  readonly account: AccountScope;
  readonly host: string;
  readonly orgId: string;
  readonly identity: Identity;
  readonly token: string;
  readonly gateway: Gateway;
  /** The server behind all MLflow routes, of this workspace and of every other. */
  readonly mlflow: MlflowServer;
  readonly #tokens: TokenList<Workspace>;
  readonly #tree: ObjectTree;
  readonly #jobs: JobList;
  readonly #runs: RunList;

  constructor(surroundings: Surroundings, seed: Seed) {
    const { account, name, host, orgId, folder, clock, tokens } = surroundings;
    this.account = account;
    this.name = name;
    this.host = host;
    this.orgId = orgId;
    this.identity = seed.identity ?? DEFAULT_IDENTITY;
    account.directory.appoint(this.identity);
    this.mlflow = surroundings.mlflow;
    this.#tokens = tokens;
    this.token = this.#firstToken();

    const { ids } = account;
    const { missingClusters = [], staleReads = false } = seed;
    const permissions = new Permissions(seed.denials ?? []);
    const tree = this.#kept('files', new ObjectTree(join(folder, 'files'), clock, ids));
    this.#tree = tree;
    this.#jobs = this.#kept('jobs', new JobList({ clock, ids, missingClusters, staleReads }));
    const site = { host, orgId };
    const storage = storageOf(account, folder);
    const runTokens = {
      issue: (identity: Identity) => tokens.issue(this, identity),
      expire: (token: string) => tokens.expire(token),
    };
    const gitCredentials = this.#kept('git-credentials', new GitCredentialList(ids));
    const remotes = new GitRemotes(seed.gitRemotes ?? {}, gitCredentials);
    const repos = this.#kept('repos', new RepoList({ tree, folder: join(folder, 'git'), remotes }));
    const runsFolder = join(folder, 'runs');
    const means = { ...surroundings, tree, permissions, runsFolder, site, storage, repos, runTokens };
    this.#runs = this.#kept('runs', new RunList(means, ids));
    const staleRuns = new StaleReads<JsonObject | undefined>(staleReads);
    const jobsContext = { jobs: this.#jobs, runs: this.#runs, ids, site, permissions, missingClusters, staleRuns };
    const secrets = this.#kept('secrets', new SecretStore(account.directory));
    const clusters = this.#kept('clusters', new ClusterList(clock, ids));
    const space = new MlflowSpace(surroundings.mlflow, spaceName(name, orgId));
    const signed = new SignedAddresses(site, clock);
    const sessions = new UploadSessions(join(folder, 'uploads'));
    const control = this.#kept('permissions', new AccessControl());
    const { directory } = account;
    const legacy = { space: space.name, control, directory, isDisabled: seed.workspaceRegistry === 'disabled' };
    const registry = this.#kept('registry', new WorkspaceRegistry(legacy));
    const objects = new ControlledObjects({ jobs: this.#jobs, clusters, tree, space, registry });
    const areas = [volumeArea(account.metastore), artifactArea(space), modelArea(account.models)];
    const folderExists = (path: string) => tree.status(path)?.type === 'DIRECTORY';
    const routes = [
      meRoute(account.directory),
      ...groupRoutes(account.directory),
      ...signInRoutes(account, { host, clock }),
      ...secretRoutes(secrets, clock),
      ...clusterRoutes(clusters, clock),
      ...objectRoutes({ tree, permissions, staleReads, isRepo: (path) => repos.at(path) !== undefined }),
      ...workspaceFileRoutes(tree, permissions),
      ...repoRoutes(repos),
      ...gitCredentialRoutes(gitCredentials, account.directory),
      ...unityCatalogRoutes(account),
      ...fileRoutes(areas),
      ...directoryRoutes(areas),
      ...uploadRoutes({ areas, addresses: signed, sessions }),
      ...signed.routes,
      ...mlflowRoutes({
        ...surroundings,
        space,
        models: account.models,
        signed,
        folderExists,
        registry,
        jobs: this.#jobs,
      }),
      ...jobRoutes(jobsContext),
      ...runRoutes(jobsContext),
      ...permissionRoutes({ control, objects, directory: account.directory }),
    ];
    const throttle = seed.throttled === true ? new Throttle(clock) : undefined;
    this.gateway = new Gateway({ clock, routes, throttle, onChange: () => account.state.changed() });
    [`/Users/${this.identity.userName}`, '/Shared', '/Repos'].forEach((path) => tree.makeDirectories(path));
  }

  get requests(): readonly RecordedRequest[] {
    return this.gateway.log.requests;
  }

  /** Method and path of the requests that no route answered. */
  get unknownRoutes(): readonly string[] {
    return this.gateway.unknownRoutes;
  }

  addFault(fault: Fault): void {
    this.gateway.faults.add(fault);
  }

  /** Resolves with the first match, past or future. */
  waitForRequest(pattern: RequestPattern, options?: { answered?: boolean }): Promise<RecordedRequest> {
    return this.gateway.log.waitFor(pattern, options);
  }

  assertNoUnknownRoutes(): void {
    if (this.unknownRoutes.length > 0) {
      throw new Error(
        `The workspace stand-in was asked for what it does not have: ${this.unknownRoutes.join(', ')}.\n` +
          'Fix: Add the route beside its resource, or call acceptUnknownRoutes() when the refusal is what the test is about.',
      );
    }
  }

  /** Throws what a route of the stand-in threw, with its stack. */
  assertNoCrashes(): void {
    const [crash] = this.gateway.crashes;
    if (crash !== undefined) {
      throw crash;
    }
  }

  acceptUnknownRoutes(): void {
    this.gateway.acceptUnknownRoutes();
  }

  /** Puts a Python notebook in source form, with the folders above it. */
  putNotebook(path: string, source: string): void {
    const content = Buffer.from(source);
    this.#put(importedObject({ path: workspacePath(path), format: 'SOURCE', language: 'PYTHON', content }));
  }

  putFile(path: string, content: string | Buffer): void {
    this.#put({ path: workspacePath(path), type: 'FILE', content: Buffer.from(content) });
  }

  /** Creates a job as jobs/create does and returns its id. */
  createJob(settings: JsonObject): string {
    return String(this.#jobs.create(settings, this.identity).jobId);
  }

  runs(): readonly RunSnapshot[] {
    return this.#runs.all.map(runSnapshot);
  }

  /** Resolves once the run is over and nothing of it is alive. */
  async runEnded(runId: string | bigint): Promise<RunSnapshot> {
    const run = this.#run(runId);
    await run.ended;
    return runSnapshot(run);
  }

  /** Resolves once the run is as asked, e.g. has printed something; rejects when it ends without having been so. */
  waitForRun(runId: string | bigint, isAsAsked: (run: RunSnapshot) => boolean): Promise<RunSnapshot> {
    return runBecomes(this.#run(runId), isAsAsked);
  }

  /** Another credential for this workspace, for good or for a time. */
  addToken(identity: Identity, life?: TokenLife): string {
    this.account.directory.admit(identity);
    return this.#tokens.issue(this, identity, life);
  }

  expireToken(token: string = this.token): void {
    this.#tokens.expire(token);
  }

  async close(): Promise<void> {
    this.gateway.log.close();
    await this.#runs.close();
  }

  #kept<T extends Persistent>(what: string, part: T): T {
    this.account.state.add(`${this.name}/${what}`, part);
    return part;
  }

  /** The same one after a restart, so that whoever was told of it need not be told again. */
  #firstToken(): string {
    let kept: string | undefined;
    this.account.state.add(`${this.name}/token`, {
      saved: () => this.token,
      restore: (saved) => {
        kept = scalarText(saved);
      },
    });
    if (kept === undefined) {
      return this.addToken(this.identity);
    }
    this.account.directory.admit(this.identity);
    this.#tokens.admit(kept, { workspace: this, identity: this.identity, expiresAt: Infinity });
    return kept;
  }

  #run(runId: string | bigint): Run {
    const found = this.#runs.find(BigInt(runId));
    if (found === undefined) {
      throw new Error(`There is no run ${runId} in this workspace.`);
    }
    return found.run;
  }

  #put(object: ReturnType<typeof importedObject>): void {
    this.#tree.makeDirectories(parentOf(object.path));
    this.#tree.put(object, 'overwrite');
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
