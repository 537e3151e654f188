export interface RunFacts {
  readonly organization: string;
  readonly organizationId: string;
  readonly project: string;
  readonly projectId: string;
  readonly pipeline: string;
  readonly buildId: string;
  readonly planId: string;
  /** The folder with one folder for each artifact. */
  readonly artifacts: string;
  /** Names of connections by id. */
  readonly connections: ReadonlyMap<string, string>;
  readonly now: () => number;
}
