import { Api, type ApiOptions } from './api';
import { GrantsClient } from './grants';
import { JobsClient } from './jobs';
import { ObjectIdsClient } from './object-ids';
import { PermissionsClient } from './permissions';
import { RunsClient, type CallLimits } from './runs';
import { ScimClient } from './scim';
import { textOf } from './wire/fields';
import { WorkspaceFilesClient } from './workspace-files';
import { WorkspaceRegistryClient } from './workspace-registry';

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
  readonly #api: Api;

  constructor(options: ApiOptions) {
    this.#api = new Api(options);
    this.jobs = new JobsClient(this.#api);
    this.runs = new RunsClient(this.#api);
    this.files = new WorkspaceFilesClient(this.#api);
    this.scim = new ScimClient(this.#api);
    this.grants = new GrantsClient(this.#api);
    this.permissions = new PermissionsClient(this.#api);
    this.workspaceRegistry = new WorkspaceRegistryClient(this.#api);
    this.objectIds = new ObjectIdsClient(this.#api);
  }

  get url(): string {
    return this.#api.host.origin;
  }

  /** The number of the workspace, as its answers tell it; undefined before one has. */
  get id(): string | undefined {
    return this.#api.workspaceId;
  }

  /** The service's clock, cut to the second, when it first answered; asks it something where it has not yet. */
  async timeOfFirstAnswer(): Promise<number> {
    if (this.#api.firstAnswerAt === undefined) {
      await this.me();
    }
    return this.#api.firstAnswerAt ?? Number.NaN;
  }

  /** A moment of the service's clock on our own clock. */
  hereAt(service: number): number {
    return this.#api.hereAt(service);
  }

  /** User name, or application id of a service principal. */
  async me(limits: CallLimits = {}): Promise<string> {
    const path = '/api/2.0/preview/scim/v2/Me';
    const json = await this.#api.call({ method: 'GET', path, doing: 'Asking who the connection is', ...limits });
    return textOf(json, 'displayName') ?? textOf(json, 'userName') ?? 'unknown';
  }
}
