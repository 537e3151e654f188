import { Api, type ApiOptions } from './api';
import { FolderAccessClient } from './folder-access';
import { GitCredentialsClient } from './git-credentials';
import { GitFoldersClient } from './git-folders';
import { GrantsClient } from './grants';
import { JobsClient } from './jobs';
import { ObjectIdsClient } from './object-ids';
import { Pace } from './pace';
import { PermissionsClient } from './permissions';
import { RunsClient, type CallLimits } from './runs';
import { ScimClient } from './scim';
import { VolumeFilesClient } from './volume-files';
import { idOf, textOf } from './wire/fields';
import { WorkspaceFilesClient } from './workspace-files';
import { WorkspaceRegistryClient } from './workspace-registry';

/** Who the connection is. */
export interface Identity {
  readonly id: string | undefined;
  readonly name: string;
  /** How permissions name it: an e-mail address, or the application id of a service principal. */
  readonly userName: string | undefined;
  readonly isServicePrincipal: boolean;
}

/** One workspace, as one identity. */
export class Workspace {
  readonly jobs: JobsClient;
  readonly runs: RunsClient;
  readonly files: WorkspaceFilesClient;
  readonly scim: ScimClient;
  readonly grants: GrantsClient;
  readonly permissions: PermissionsClient;
  readonly objectIds: ObjectIdsClient;
  readonly workspaceRegistry: WorkspaceRegistryClient;
  readonly folderAccess: FolderAccessClient;
  readonly volumeFiles: VolumeFilesClient;
  readonly gitFolders: GitFoldersClient;
  readonly gitCredentials: GitCredentialsClient;
  /** For clients of other layers, which ask the same service as the same identity. */
  readonly api: Api;

  constructor(private readonly options: ApiOptions) {
    this.api = new Api(options);
    this.jobs = new JobsClient(this.api);
    this.runs = new RunsClient(this.api);
    this.files = new WorkspaceFilesClient(this.api);
    this.scim = new ScimClient(this.api);
    this.grants = new GrantsClient(this.api);
    this.permissions = new PermissionsClient(this.api);
    this.workspaceRegistry = new WorkspaceRegistryClient(this.api);
    this.objectIds = new ObjectIdsClient(this.api);
    this.folderAccess = new FolderAccessClient(this.api);
    this.volumeFiles = new VolumeFilesClient(this.api);
    this.gitFolders = new GitFoldersClient(this.api);
    this.gitCredentials = new GitCredentialsClient(this.api);
  }

  /** A pace for requests that one limit of the service counts together. */
  newPace(): Pace {
    return new Pace(this.options.clock);
  }

  get url(): string {
    return this.api.host.origin;
  }

  /** The number of the workspace, as its answers tell it; undefined before one has. */
  get id(): string | undefined {
    return this.api.workspaceId;
  }

  /** The service's clock, cut to the second, when it first answered; asks it something where it has not yet. */
  async timeOfFirstAnswer(): Promise<number> {
    if (this.api.firstAnswerAt === undefined) {
      await this.me();
    }
    return this.api.firstAnswerAt ?? Number.NaN;
  }

  /** A moment of the service's clock on our own clock. */
  hereAt(service: number): number {
    return this.api.hereAt(service);
  }

  /** Display name, or user name, or application id of a service principal. */
  async me(limits: CallLimits = {}): Promise<string> {
    return (await this.identity(limits)).name;
  }

  async identity(limits: CallLimits = {}): Promise<Identity> {
    const path = '/api/2.0/preview/scim/v2/Me';
    const json = await this.api.call({ method: 'GET', path, doing: 'Asking who the connection is', ...limits });
    const userName = textOf(json, 'userName');
    return {
      id: idOf(json, 'id'),
      name: textOf(json, 'displayName') ?? userName ?? 'unknown',
      userName,
      // A service principal's user name is its application id.
      isServicePrincipal: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(userName ?? ''),
    };
  }
}
