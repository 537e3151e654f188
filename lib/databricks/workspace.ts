import { Api, type ApiOptions } from './api/api';
import { Pace } from './api/pace';
import { GitCredentialsClient } from './git-credentials';
import { GitFoldersClient } from './git-folders';
import { GrantsClient } from './grants';
import { JobsClient } from './jobs';
import { ObjectIdsClient } from './object-ids';
import { PermissionsClient } from './permissions';
import { RunsClient } from './runs';
import { ScimClient } from './scim';
import { SqlStatementsClient } from './sql-statements';
import { VolumeFilesClient } from './volume-files';
import { WorkspaceFilesClient } from './workspace-files';
import { WorkspaceRegistryClient } from './workspace-registry';

/** One workspace, as one identity. */
export class Workspace {
  readonly jobs: JobsClient;
  readonly runs: RunsClient;
  readonly files: WorkspaceFilesClient;
  readonly scim: ScimClient;
  readonly sql: SqlStatementsClient;
  readonly grants: GrantsClient;
  readonly permissions: PermissionsClient;
  readonly objectIds: ObjectIdsClient;
  readonly workspaceRegistry: WorkspaceRegistryClient;
  readonly volumeFiles: VolumeFilesClient;
  readonly gitFolders: GitFoldersClient;
  readonly gitCredentials: GitCredentialsClient;
  /** For clients of other layers, with the same service and identity. */
  readonly api: Api;

  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.api = new Api(options);
    this.jobs = new JobsClient(this.api);
    this.runs = new RunsClient(this.api);
    this.files = new WorkspaceFilesClient(this.api);
    this.scim = new ScimClient(this.api);
    this.sql = new SqlStatementsClient(this.api);
    this.grants = new GrantsClient(this.api);
    this.permissions = new PermissionsClient(this.api);
    this.workspaceRegistry = new WorkspaceRegistryClient(this.api);
    this.objectIds = new ObjectIdsClient(this.api);
    this.volumeFiles = new VolumeFilesClient(this.api);
    this.gitFolders = new GitFoldersClient(this.api);
    this.gitCredentials = new GitCredentialsClient(this.api);
  }

  /** A pace for requests under one rate limit. */
  newPace(): Pace {
    return new Pace(this.#options.clock);
  }

  get url(): string {
    return this.api.host.origin;
  }

  /** The workspace ID from its responses; undefined before the first. */
  get id(): string | undefined {
    return this.api.workspaceId;
  }

  /** The service's clock in seconds at its first response; sends a request if there was none yet. */
  async timeOfFirstAnswer(): Promise<number> {
    if (this.api.firstAnswerAt === undefined) {
      await this.scim.meNow();
    }
    return this.api.firstAnswerAt ?? Number.NaN;
  }

  /** Converts a time of the service's clock to our clock. */
  hereAt(service: number): number {
    return this.api.hereAt(service);
  }
}
