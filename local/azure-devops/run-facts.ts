import type { BuildRecord, DefinitionRecord, RepositoryRecord } from './build-record';

export interface RunFacts {
  readonly organization: string;
  readonly organizationId: string;
  readonly project: string;
  readonly projectId: string;
  readonly definition: DefinitionRecord;
  readonly repository: RepositoryRecord;
  readonly commit: string;
  readonly branch: string;
  readonly buildId: string;
  readonly planId: string;
  /** The folder with one folder for each artifact. */
  readonly artifacts: string;
  /** Names of connections by id. */
  readonly connections: ReadonlyMap<string, string>;
  /** Earlier runs, read anew for each request: another process may be adding to them. */
  readonly earlier: () => readonly BuildRecord[];
  readonly now: () => number;
}
