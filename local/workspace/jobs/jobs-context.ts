import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Permissions } from '../access/permissions';
import type { Directory } from '../identity/directory';
import type { IdSequence } from '../state/ids';
import type { StaleReads } from '../state/stale-reads';
import type { JobList } from './job-list';
import type { RunList } from './run-list';
import type { WorkspaceAddress } from './runs/run-json';

/** What the routes of the Jobs API need. */
export interface JobsContext {
  readonly jobs: JobList;
  readonly runs: RunList;
  readonly ids: IdSequence;
  readonly address: WorkspaceAddress;
  readonly permissions: Permissions;
  readonly directory: Pick<Directory, 'has'>;
  /** Cluster IDs that do not exist. */
  readonly missingClusters: readonly string[];
  /** The response of runs/get before the last write, by run ID; undefined if the run did not exist. */
  readonly staleRuns: StaleReads<JsonObject | undefined>;
}
